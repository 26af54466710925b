package dev.florin.portal.payments;

import dev.florin.kernel.Money;
import dev.florin.members.Permission;
import dev.florin.orders.LineItem;
import dev.florin.orders.OrderStatus;
import dev.florin.orders.OrderView;
import dev.florin.pages.Visitor;
import dev.florin.payments.PaymentStatus;
import dev.florin.payments.PaymentView;
import dev.florin.portal.State;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An order as its page shows it.
 *
 * @param attempts the payments begun for it, newest first
 * @param checkout where it can be paid; null if it cannot any more
 */
record OrderPage(
        OrderView order,
        List<PaymentRow> attempts,
        @Nullable String checkout,
        boolean canCancel) {

    private static final Set<PaymentStatus> OVER =
            Set.of(PaymentStatus.FAILED, PaymentStatus.CANCELLED, PaymentStatus.EXPIRED);

    static OrderPage of(OrderView order, List<PaymentView> attempts, String checkout, Instant now, Visitor visitor) {
        boolean isOpen = order.status() == OrderStatus.CREATED || order.status() == OrderStatus.ATTEMPTED;
        boolean isBeingPaid = !attempts.stream().allMatch(payment -> OVER.contains(payment.status()));
        return new OrderPage(
                order,
                attempts.stream().map(PaymentRow::of).toList(),
                isOpen && order.expiresAt().isAfter(now) ? checkout : null,
                isOpen && !isBeingPaid && visitor.may(Permission.MOVE_MONEY));
    }

    public State state() {
        return State.of(order.status());
    }

    /** One line of the order and what it comes to. */
    public record Line(LineItem item, Money unit, Money total) {}

    public List<Line> lines() {
        return order.lineItems().stream()
                .map(item -> {
                    Money unit = new Money(item.unitAmount(), order.amount().currency());
                    return new Line(item, unit, unit.times(item.quantity()));
                })
                .toList();
    }
}
