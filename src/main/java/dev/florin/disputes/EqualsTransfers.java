package dev.florin.disputes;

import dev.florin.consistency.Check;
import dev.florin.consistency.Differences;
import dev.florin.consistency.Discrepancy;
import dev.florin.consistency.Phases;
import dev.florin.consistency.Subject;
import dev.florin.consistency.Tenants;
import dev.florin.kernel.Money;
import dev.florin.ledger.Postings;
import dev.florin.ledger.Postings.About;
import dev.florin.ledger.Transfer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Each dispute has set its money aside once and ended once, and nothing else has moved as a dispute. */
@Component("disputeEqualsTransfers")
class EqualsTransfers implements Check {

    private static final String[] KINDS = {"dispute_opened", "dispute_won", "dispute_lost"};

    private final DisputeRows disputes;
    private final Postings postings;

    EqualsTransfers(DisputeRows disputes, Postings postings) {
        this.disputes = disputes;
        this.postings = postings;
    }

    @Override
    public String name() {
        return "dispute-equals-its-transfers";
    }

    @Override
    public String promise() {
        return "The ledger has set aside what each dispute is of, and given it to whom it was decided for, once.";
    }

    @Override
    public List<Subject> changed(Span span) {
        return posted(postings, span);
    }

    /** Disputes that were opened or ended in a span, as the ledger knows them. */
    static List<Subject> posted(Postings postings, Span span) {
        return subjects(postings.posted(span.from(), span.before(), KINDS));
    }

    @Override
    public Portion all(@Nullable String after, int most) {
        return Phases.portion(after, most, disputes::all, this::posted);
    }

    private Portion posted(@Nullable String after, int most) {
        return postings.walk(after, most, EqualsTransfers::subjects, KINDS);
    }

    private static List<Subject> subjects(List<About> posted) {
        return posted.stream().map(EqualsTransfers::subject).distinct().toList();
    }

    private static Subject subject(About about) {
        return DisputeRows.subject(about.tenant(), new DisputeId(about.subject()));
    }

    @Override
    public List<Discrepancy> compare(List<Subject> subjects) {
        Map<Subject, Set<String>> expected = new HashMap<>();
        disputes.of(subjects).forEach(dispute -> expected.put(DisputeRows.subject(dispute), expected(dispute)));
        Map<Subject, Set<String>> actual = new HashMap<>();
        postings.lines(Arrays.asList(Tenants.merchants(subjects)), Arrays.asList(DisputeRows.ids(subjects)))
                .forEach(line -> actual.computeIfAbsent(subject(line.about()), _ -> new TreeSet<>())
                        .add(line.words()));
        List<Discrepancy> found = new ArrayList<>();
        for (Subject subject : subjects) {
            new Differences(subject, found)
                    .see("transfers", expected.getOrDefault(subject, Set.of()), actual.getOrDefault(subject, Set.of()));
        }
        return found;
    }

    private static Set<String> expected(DisputeView dispute) {
        String owner = dispute.terms().late() ? "unclaimed" : "merchant";
        Money amount = dispute.terms().amount();
        UUID once = dispute.terms().payment().value();
        Set<String> expected = new TreeSet<>();
        expected.add(Transfer.words(dispute.id().value(), "dispute_opened", owner, "disputes", amount));
        switch (dispute.status()) {
            case NEEDS_RESPONSE, UNDER_REVIEW -> {}
            case WON -> expected.add(Transfer.words(once, "dispute_won", "disputes", owner, amount));
            case LOST, ACCEPTED ->
                expected.add(Transfer.words(
                        once,
                        "dispute_lost",
                        "disputes",
                        "acquirer:" + dispute.terms().gateway(),
                        amount));
        }
        return expected;
    }
}
