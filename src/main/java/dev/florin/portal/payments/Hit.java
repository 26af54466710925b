package dev.florin.portal.payments;

import dev.florin.kernel.Money;
import dev.florin.orders.OrderView;
import dev.florin.pages.Visitor;
import dev.florin.payments.PaymentView;
import dev.florin.portal.State;
import dev.florin.refunds.RefundView;
import dev.florin.settlements.SettlementView;
import java.time.Instant;

/**
 * Something that was searched for and found.
 *
 * @param kind {@code Payment}, {@code Order}, {@code Refund} or {@code Settlement}
 * @param path of its page
 * @param about what to know it by
 */
record Hit(String kind, String id, String path, Money amount, State state, String about, Instant at) {

    static Hit of(PaymentView payment, Visitor visitor) {
        PaymentRow row = PaymentRow.of(payment);
        return new Hit(
                "Payment",
                row.id(),
                visitor.path("/payments/" + row.id()),
                row.amount(),
                row.state(),
                row.means() + (row.description().isEmpty() ? "" : ", " + row.description()),
                row.at());
    }

    static Hit of(OrderView order, Visitor visitor) {
        OrderRow row = OrderRow.of(order);
        return new Hit(
                "Order",
                row.id(),
                visitor.path("/orders/" + row.id()),
                row.amount(),
                row.state(),
                row.receipt() != null ? "Receipt " + row.receipt() : row.customer() != null ? row.customer() : "",
                row.at());
    }

    static Hit of(RefundView refund, Visitor visitor) {
        RefundRow row = RefundRow.of(refund);
        return new Hit(
                "Refund",
                row.id(),
                visitor.path("/refunds/" + row.id()),
                row.amount(),
                row.state(),
                row.reason() == null ? "" : row.reason(),
                row.at());
    }

    static Hit of(SettlementView settlement, Visitor visitor) {
        String reference = settlement.bankReference();
        return new Hit(
                "Settlement",
                settlement.id().toString(),
                visitor.path("/settlements/" + settlement.id()),
                settlement.payout(),
                State.of(settlement.status()),
                reference == null ? "" : reference,
                settlement.createdAt());
    }
}
