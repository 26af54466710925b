package dev.florin.refunds;

import dev.florin.consistency.Check;
import dev.florin.consistency.Differences;
import dev.florin.consistency.Discrepancy;
import dev.florin.consistency.Phases;
import dev.florin.consistency.Subject;
import dev.florin.consistency.Tenants;
import dev.florin.ledger.Postings;
import dev.florin.ledger.Postings.About;
import dev.florin.ledger.Transfer;
import dev.florin.payments.PaymentBook;
import dev.florin.payments.PaymentId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Each refund has moved its money through the books once each way, and nothing else has moved as a refund. */
@Component
class EqualsTransfers implements Check {

    private static final String[] KINDS = {"refund_requested", "refund", "refund_failed"};

    private final RefundRows refunds;
    private final PaymentBook payments;
    private final Postings postings;

    EqualsTransfers(RefundRows refunds, PaymentBook payments, Postings postings) {
        this.refunds = refunds;
        this.payments = payments;
        this.postings = postings;
    }

    @Override
    public String name() {
        return "refund-equals-its-transfers";
    }

    @Override
    public String promise() {
        return "The ledger has set aside what each refund is of, and given it back or returned it when that was decided.";
    }

    @Override
    public List<Subject> changed(Span span) {
        Set<Subject> changed = new LinkedHashSet<>();
        List<Subject> moved = payments.refundsMoved(span);
        UUID[] ids = moved.stream()
                .map(payment -> PaymentId.of(payment.id()).value())
                .toArray(UUID[]::new);
        refunds.ofPayments(Tenants.merchants(moved), ids).forEach(refund -> changed.add(RefundRows.subject(refund)));
        postings.posted(span.from(), span.before(), KINDS).forEach(about -> changed.add(subject(about)));
        return List.copyOf(changed);
    }

    @Override
    public Portion all(@Nullable String after, int most) {
        return Phases.portion(after, most, refunds::all, this::posted);
    }

    private Portion posted(@Nullable String after, int most) {
        return postings.walk(after, most, EqualsTransfers::subjects, KINDS);
    }

    private static List<Subject> subjects(List<About> posted) {
        return posted.stream().map(EqualsTransfers::subject).distinct().toList();
    }

    private static Subject subject(About about) {
        return new Subject(about.tenant(), new RefundId(about.subject()).toString());
    }

    @Override
    public List<Discrepancy> compare(List<Subject> subjects) {
        UUID[] merchants = Tenants.merchants(subjects);
        UUID[] ids = RefundRows.ids(subjects);
        Map<Subject, Set<String>> expected = new HashMap<>();
        refunds.of(merchants, ids).forEach(refund -> expected.put(RefundRows.subject(refund), expected(refund)));
        Map<Subject, Set<String>> actual = new HashMap<>();
        postings.lines(Arrays.asList(merchants), Arrays.asList(ids))
                .forEach(line -> actual.computeIfAbsent(subject(line.about()), _ -> new TreeSet<>())
                        .add(line.words()));
        List<Discrepancy> found = new ArrayList<>();
        for (Subject subject : subjects) {
            new Differences(subject, found)
                    .see("transfers", expected.getOrDefault(subject, Set.of()), actual.getOrDefault(subject, Set.of()));
        }
        return found;
    }

    private static Set<String> expected(RefundView refund) {
        String owner = refund.late() ? "unclaimed" : "merchant";
        Set<String> expected = new TreeSet<>();
        expected.add(Transfer.words(refund.id().value(), "refund_requested", owner, "refunds", refund.amount()));
        UUID once = refund.payment().value();
        switch (refund.status()) {
            case PENDING -> {}
            case PROCESSED ->
                expected.add(
                        Transfer.words(once, "refund", "refunds", "acquirer:" + refund.gateway(), refund.amount()));
            case FAILED -> expected.add(Transfer.words(once, "refund_failed", "refunds", owner, refund.amount()));
        }
        return expected;
    }
}
