package dev.florin.refunds;

import dev.florin.consistency.Check;
import dev.florin.consistency.Differences;
import dev.florin.consistency.Discrepancy;
import dev.florin.consistency.Phases;
import dev.florin.consistency.Subject;
import dev.florin.consistency.Tenants;
import dev.florin.kernel.Money;
import dev.florin.payments.PaymentBook;
import dev.florin.payments.PaymentId;
import dev.florin.payments.PaymentStatus;
import dev.florin.payments.PaymentView;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What a payment has set aside and given back is what its refunds are of; and that is no more than it brought in. */
@Component
class EqualsPayments implements Check {

    private final RefundRows refunds;
    private final PaymentBook payments;

    EqualsPayments(RefundRows refunds, PaymentBook payments) {
        this.refunds = refunds;
        this.payments = payments;
    }

    @Override
    public String name() {
        return "refunds-equal-their-payment";
    }

    @Override
    public String promise() {
        return "Refunds add up to what their payment has set aside and given back, and never exceed what it took.";
    }

    @Override
    public List<Subject> changed(Span span) {
        return payments.refundsMoved(span);
    }

    @Override
    public Portion all(@Nullable String after, int most) {
        return Phases.portion(after, most, this::withRows, payments::withRefunds);
    }

    private Portion withRows(@Nullable String after, int most) {
        List<RefundView> read = refunds.walk(after, most);
        return new Portion(
                read.stream()
                        .map(refund -> PaymentBook.subject(refund.tenant(), refund.payment()))
                        .distinct()
                        .toList(),
                RefundRows.next(read, most));
    }

    @Override
    public List<Discrepancy> compare(List<Subject> subjects) {
        Map<UUID, PaymentView> known =
                payments.of(subjects).stream().collect(Collectors.toMap(p -> p.id().value(), Function.identity()));
        UUID[] ids = subjects.stream()
                .map(subject -> PaymentId.of(subject.id()).value())
                .toArray(UUID[]::new);
        Map<UUID, List<RefundView>> rows = refunds.ofPayments(Tenants.merchants(subjects), ids).stream()
                .collect(Collectors.groupingBy(refund -> refund.payment().value()));
        List<Discrepancy> found = new ArrayList<>();
        for (int i = 0; i < ids.length; i++) {
            compare(subjects.get(i), known.get(ids[i]), rows.getOrDefault(ids[i], List.of()), found);
        }
        return found;
    }

    private static void compare(
            Subject subject, @Nullable PaymentView payment, List<RefundView> rows, List<Discrepancy> found) {
        if (payment == null) {
            if (!rows.isEmpty()) {
                found.add(Discrepancy.of(subject, "payment", "one, of %d refunds".formatted(rows.size()), null));
            }
            return;
        }
        for (RefundView refund : rows) {
            boolean belongs = refund.tenant().equals(payment.tenant())
                    && refund.order().equals(payment.terms().order())
                    && refund.gateway().equals(payment.terms().gateway())
                    && refund.amount()
                            .currency()
                            .equals(payment.terms().amount().currency())
                    && refund.late() == (payment.status() == PaymentStatus.FAILED);
            if (!belongs) {
                found.add(Discrepancy.of(
                        RefundRows.subject(refund),
                        "payment",
                        "order, gateway, currency and mode of " + payment.id(),
                        "others"));
                return;
            }
        }
        Money none = Money.zero(payment.terms().amount().currency());
        Money refunded = sum(rows, RefundStatus.PROCESSED, none);
        Money refunding = sum(rows, RefundStatus.PENDING, none);
        var differences = new Differences(subject, found);
        differences.see("amount_refunded", refunded, payment.refunded());
        differences.see("amount_refunding", refunding, payment.refunding());
        Money most = payment.captured().plus(payment.late());
        if (refunded.plus(refunding).exceeds(most)) {
            found.add(Discrepancy.of(subject, "refunds", "at most " + most, refunded.plus(refunding)));
        }
    }

    private static Money sum(List<RefundView> refunds, RefundStatus status, Money none) {
        return refunds.stream()
                .filter(refund -> refund.status() == status)
                .map(RefundView::amount)
                .reduce(none, Money::plus);
    }
}
