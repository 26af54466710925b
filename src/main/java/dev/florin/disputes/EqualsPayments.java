package dev.florin.disputes;

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

/** What is disputed of a payment is what its disputes are of, but for those that were won. */
@Component("disputesEqualPayments")
class EqualsPayments implements Check {

    private final DisputeRows disputes;
    private final PaymentBook payments;

    EqualsPayments(DisputeRows disputes, PaymentBook payments) {
        this.disputes = disputes;
        this.payments = payments;
    }

    @Override
    public String name() {
        return "disputes-equal-their-payment";
    }

    @Override
    public String promise() {
        return "Disputes that were not won add up to what is disputed of their payment, and no more than that is held.";
    }

    @Override
    public List<Subject> changed(Span span) {
        return payments.disputesMoved(span);
    }

    @Override
    public Portion all(@Nullable String after, int most) {
        return Phases.portion(after, most, this::withRows, payments::withDisputes);
    }

    private Portion withRows(@Nullable String after, int most) {
        List<DisputeView> read = disputes.walk(after, most);
        return new Portion(
                read.stream()
                        .map(dispute -> PaymentBook.subject(
                                dispute.tenant(), dispute.terms().payment()))
                        .distinct()
                        .toList(),
                DisputeRows.next(read, most));
    }

    @Override
    public List<Discrepancy> compare(List<Subject> subjects) {
        Map<UUID, PaymentView> known =
                payments.of(subjects).stream().collect(Collectors.toMap(p -> p.id().value(), Function.identity()));
        UUID[] ids = subjects.stream()
                .map(subject -> PaymentId.of(subject.id()).value())
                .toArray(UUID[]::new);
        Map<UUID, List<DisputeView>> rows = disputes.ofPayments(Tenants.merchants(subjects), ids).stream()
                .collect(Collectors.groupingBy(
                        dispute -> dispute.terms().payment().value()));
        List<Discrepancy> found = new ArrayList<>();
        for (int i = 0; i < ids.length; i++) {
            compare(subjects.get(i), known.get(ids[i]), rows.getOrDefault(ids[i], List.of()), found);
        }
        return found;
    }

    private static void compare(
            Subject subject, @Nullable PaymentView payment, List<DisputeView> rows, List<Discrepancy> found) {
        if (payment == null) {
            if (!rows.isEmpty()) {
                found.add(Discrepancy.of(subject, "payment", "one, of %d disputes".formatted(rows.size()), null));
            }
            return;
        }
        for (DisputeView dispute : rows) {
            if (!belongs(dispute, payment)) {
                found.add(Discrepancy.of(
                        DisputeRows.subject(dispute),
                        "payment",
                        "order, gateway, currency and mode of " + payment.id(),
                        "others"));
                return;
            }
        }
        Money disputed = rows.stream()
                .filter(dispute -> dispute.status() != DisputeStatus.WON)
                .map(dispute -> dispute.terms().amount())
                .reduce(Money.zero(payment.terms().amount().currency()), Money::plus);
        new Differences(subject, found).see("amount_disputed", disputed, payment.disputed());
        if (payment.held().exceeds(disputed)) {
            found.add(Discrepancy.of(subject, "amount_held", "at most " + disputed, payment.held()));
        }
        Money took = payment.captured().plus(payment.late());
        if (disputed.exceeds(took)) {
            found.add(Discrepancy.of(subject, "disputes", "at most " + took, disputed));
        }
    }

    private static boolean belongs(DisputeView dispute, PaymentView payment) {
        return dispute.tenant().equals(payment.tenant())
                && dispute.terms().order().equals(payment.terms().order())
                && dispute.terms().gateway().equals(payment.terms().gateway())
                && dispute.terms().late() == (payment.status() == PaymentStatus.FAILED)
                && dispute.terms()
                        .amount()
                        .currency()
                        .equals(payment.terms().amount().currency());
    }
}
