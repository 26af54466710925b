package dev.florin.payments;

import dev.florin.consistency.Check;
import dev.florin.consistency.Differences;
import dev.florin.consistency.Discrepancy;
import dev.florin.consistency.Phases;
import dev.florin.consistency.Subject;
import dev.florin.consistency.Tenants;
import dev.florin.kernel.Money;
import dev.florin.ledger.Postings;
import dev.florin.ledger.Postings.About;
import dev.florin.ledger.Postings.Line;
import dev.florin.payments.Stored.Changed;
import dev.florin.payments.Stored.Sums;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What payments brought in is what the ledger has of them, by kind, accounts and currency; and it has of no others. */
@Component
class EqualsLedger implements Check {

    private static final String[] KINDS = {"capture", "late_success"};

    private final Stored stored;
    private final Postings postings;

    EqualsLedger(Stored stored, Postings postings) {
        this.stored = stored;
        this.postings = postings;
    }

    @Override
    public String name() {
        return "payment-equals-its-transfers";
    }

    @Override
    public String promise() {
        return "The ledger has moved of each payment what was captured of it, between the right accounts, and no more.";
    }

    @Override
    public List<Subject> changed(Span span) {
        Set<Subject> changed = new LinkedHashSet<>();
        stored.changed(span).stream().map(Changed::payment).forEach(changed::add);
        postings.posted(span.from(), span.before(), KINDS).forEach(about -> changed.add(subject(about)));
        return List.copyOf(changed);
    }

    @Override
    public Portion all(@Nullable String after, int most) {
        return Phases.portion(after, most, stored::rows, this::posted);
    }

    private Portion posted(@Nullable String after, int most) {
        return postings.walk(after, most, this::unknown, KINDS);
    }

    /** What the ledger knows of and the first walk has not met: payments that are not there. */
    private List<Subject> unknown(List<About> posted) {
        Set<Subject> subjects = new LinkedHashSet<>();
        posted.forEach(about -> subjects.add(subject(about)));
        Set<UUID> known = new LinkedHashSet<>();
        stored.sumsOf(List.copyOf(subjects)).forEach(sums -> known.add(sums.id()));
        subjects.removeIf(subject -> known.contains(PaymentBook.id(subject)));
        return List.copyOf(subjects);
    }

    private static Subject subject(About about) {
        return PaymentBook.subject(about.tenant(), new PaymentId(about.subject()));
    }

    @Override
    public List<Discrepancy> compare(List<Subject> subjects) {
        Map<Subject, Map<String, Long>> expected = new HashMap<>();
        stored.sumsOf(subjects).forEach(sums -> expected.put(sums.payment(), expected(sums)));
        Map<Subject, Map<String, Long>> actual = new HashMap<>();
        postings.lines(Arrays.asList(Tenants.merchants(subjects)), Arrays.asList(PaymentBook.ids(subjects)))
                .forEach(line -> actual.computeIfAbsent(subject(line.about()), _ -> new TreeMap<>())
                        .merge(way(line), line.amount().minor(), Math::addExact));
        List<Discrepancy> found = new ArrayList<>();
        for (Subject subject : subjects) {
            compare(subject, expected.getOrDefault(subject, Map.of()), actual.getOrDefault(subject, Map.of()), found);
        }
        return found;
    }

    private static void compare(
            Subject subject, Map<String, Long> expected, Map<String, Long> actual, List<Discrepancy> found) {
        Set<String> ways = new LinkedHashSet<>(expected.keySet());
        ways.addAll(actual.keySet());
        var differences = new Differences(subject, found);
        ways.forEach(way -> differences.see(way, expected.get(way), actual.get(way)));
    }

    private static Map<String, Long> expected(Sums sums) {
        Map<String, Long> expected = new TreeMap<>();
        if (sums.captured() > 0) {
            expected.put(way("capture", sums, "merchant"), sums.captured());
        }
        if (sums.late() > 0) {
            expected.put(way("late_success", sums, "unclaimed"), sums.late());
        }
        return expected;
    }

    private static String way(String kind, Sums sums, String owner) {
        return "%s from acquirer:%s to %s, %s".formatted(kind, sums.gateway(), owner, sums.currency());
    }

    private static String way(Line line) {
        Money amount = line.amount();
        return "%s from %s to %s, %s"
                .formatted(
                        line.kind(),
                        line.debit(),
                        line.credit(),
                        amount.currency().getCurrencyCode());
    }
}
