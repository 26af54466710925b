package dev.florin.portal.payments;

import dev.florin.kernel.Money;
import dev.florin.members.Permission;
import dev.florin.orders.OrderView;
import dev.florin.pages.Visitor;
import dev.florin.payments.PaymentView;
import dev.florin.portal.PaidWith;
import dev.florin.portal.State;
import dev.florin.refunds.RefundView;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A payment as its page shows it.
 *
 * @param moments of the timeline, newest first, of the chosen kind
 * @param kinds that the timeline has
 * @param only the chosen one; null for all
 */
record PaymentPage(
        PaymentView payment,
        OrderView order,
        List<RefundRow> refunds,
        List<Moment> moments,
        List<Moment.Kind> kinds,
        Moment.@Nullable Kind only,
        boolean mayMoveMoney) {

    static PaymentPage of(
            PaymentView payment,
            OrderView order,
            List<RefundView> refunds,
            List<Moment> moments,
            @Nullable String only,
            Visitor visitor) {
        Optional<Moment.Kind> chosen = Arrays.stream(Moment.Kind.values())
                .filter(kind -> kind.name().toLowerCase(Locale.ROOT).equals(only))
                .findFirst();
        return new PaymentPage(
                payment,
                order,
                refunds.stream().map(RefundRow::of).toList(),
                moments.stream()
                        .filter(moment -> chosen.isEmpty() || chosen.get() == moment.kind())
                        .toList(),
                moments.stream().map(Moment::kind).distinct().sorted().toList(),
                chosen.orElse(null),
                visitor.may(Permission.MOVE_MONEY));
    }

    public State state() {
        return State.of(payment.status());
    }

    public String means() {
        return PaidWith.of(payment);
    }

    public Money authorized() {
        return payment.terms().amount();
    }

    public boolean canCapture() {
        return mayMoveMoney && payment.capturable().isPositive();
    }

    public boolean canVoid() {
        return mayMoveMoney && payment.capturable().isPositive();
    }

    public boolean canRefund() {
        return mayMoveMoney && payment.refundable().isPositive();
    }

    /** {@code CARD_NOT_PRESENT} and {@code card_not_present} as {@code Card not present}. */
    static String readable(String name) {
        String text = name.replace('_', ' ').toLowerCase(Locale.ROOT);
        return text.isEmpty() ? text : text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1);
    }
}
