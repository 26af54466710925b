package dev.florin.orders;

import dev.florin.kernel.Money;
import dev.florin.kernel.Tenant;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An order as it stands.
 *
 * @param attempts the payments that were begun for it, oldest first
 * @param expiresAt when it can no longer be paid, unless it is paid or being paid by then
 */
public record OrderView(
        OrderId id,
        Tenant tenant,
        OrderStatus status,
        Money amount,
        Money amountPaid,
        CaptureMode capture,
        @Nullable String receipt,
        Customer customer,
        List<LineItem> lineItems,
        Map<String, String> metadata,
        @Nullable String returnUrl,
        List<UUID> attempts,
        Instant createdAt,
        Instant expiresAt) {

    /** What is still to be paid: nothing once it is paid, even if less than its amount was captured for good. */
    public Money amountDue() {
        return status == OrderStatus.PAID ? Money.zero(amount.currency()) : amount.minus(amountPaid);
    }
}
