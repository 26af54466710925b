package dev.florin.portal.payments;

import dev.florin.kernel.Money;
import dev.florin.orders.OrderView;
import dev.florin.portal.State;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An order in a list. */
record OrderRow(
        String id,
        Money amount,
        State state,
        @Nullable String receipt,
        @Nullable String customer,
        int attempts,
        Instant at) {

    static final List<String> COLUMNS = List.of(
            "id",
            "created_at",
            "status",
            "currency",
            "amount",
            "paid",
            "receipt",
            "customer_name",
            "customer_email",
            "attempts",
            "expires_at",
            "mode");

    static OrderRow of(OrderView order) {
        var customer = order.customer();
        return new OrderRow(
                order.id().toString(),
                order.amount(),
                State.of(order.status()),
                order.receipt(),
                customer.email() != null ? customer.email() : customer.name(),
                order.attempts().size(),
                order.createdAt());
    }

    /** What a file says of it. */
    static @Nullable Object[] cells(OrderView order) {
        return new @Nullable Object[] {
            order.id(),
            order.createdAt(),
            order.status().wire(),
            order.amount().currency().getCurrencyCode(),
            Amounts.plain(order.amount()),
            Amounts.plain(order.amountPaid()),
            order.receipt(),
            order.customer().name(),
            order.customer().email(),
            order.attempts().size(),
            order.expiresAt(),
            order.tenant().live() ? "live" : "test"
        };
    }
}
