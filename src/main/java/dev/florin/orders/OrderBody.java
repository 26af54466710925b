package dev.florin.orders;

import dev.florin.kernel.TypeId;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An order as its merchant sees it. */
public record OrderBody(
        String id,
        String object,
        OrderStatus status,
        long amount,
        @Schema(description = "What was captured") long amountPaid,
        long amountDue,
        String currency,
        CaptureMode capture,
        @Nullable String receipt,
        Customer customer,
        List<LineItem> lineItems,

        @Schema(description = "The ids of the payments that were begun for it, oldest first")
        List<String> payments,

        @Nullable String returnUrl,

        @Schema(format = "uri", description = "The page on which a customer pays the order")
        String checkoutUrl,

        Map<String, String> metadata,
        boolean livemode,
        @Schema(description = "Unix seconds") long createdAt,
        @Schema(description = "Unix seconds") long expiresAt) {

    public static OrderBody of(OrderView order, String publicUrl) {
        return new OrderBody(
                order.id().toString(),
                "order",
                order.status(),
                order.amount().minor(),
                order.amountPaid().minor(),
                order.amountDue().minor(),
                order.amount().currency().getCurrencyCode(),
                order.capture(),
                order.receipt(),
                order.customer(),
                order.lineItems(),
                order.attempts().stream().map(id -> TypeId.format("pay", id)).toList(),
                order.returnUrl(),
                publicUrl + "/checkout/" + order.id(),
                order.metadata(),
                order.tenant().live(),
                order.createdAt().getEpochSecond(),
                order.expiresAt().getEpochSecond());
    }
}
