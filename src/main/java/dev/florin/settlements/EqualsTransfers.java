package dev.florin.settlements;

import dev.florin.consistency.Check;
import dev.florin.consistency.Differences;
import dev.florin.consistency.Discrepancy;
import dev.florin.consistency.Phases;
import dev.florin.consistency.Subject;
import dev.florin.consistency.Tenants;
import dev.florin.kernel.Money;
import dev.florin.ledger.Account;
import dev.florin.ledger.Postings;
import dev.florin.ledger.Postings.About;
import dev.florin.ledger.Postings.Line;
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

/** Each settlement has posted its fee and its payout once, and what became of the payout. */
@Component("settlementEqualsTransfers")
class EqualsTransfers implements Check {

    private static final String[] KINDS = {"fee", "payout", "payout_paid", "payout_failed"};

    private final SettlementRows settlements;
    private final Postings postings;

    EqualsTransfers(SettlementRows settlements, Postings postings) {
        this.settlements = settlements;
        this.postings = postings;
    }

    @Override
    public String name() {
        return "settlement-equals-its-transfers";
    }

    @Override
    public String promise() {
        return "The ledger has moved each settlement's fee and payout once, and paid it or given it back as it stands.";
    }

    @Override
    public List<Subject> changed(Span span) {
        return posted(postings, span);
    }

    /** Settlements that posted something in a span. */
    static List<Subject> posted(Postings postings, Span span) {
        return subjects(postings.posted(span.from(), span.before(), KINDS));
    }

    @Override
    public Portion all(@Nullable String after, int most) {
        return Phases.portion(after, most, settlements::all, this::posted);
    }

    private Portion posted(@Nullable String after, int most) {
        return postings.walk(after, most, EqualsTransfers::subjects, KINDS);
    }

    private static List<Subject> subjects(List<About> posted) {
        return posted.stream().map(EqualsTransfers::subject).distinct().toList();
    }

    private static Subject subject(About about) {
        return SettlementRows.subject(about.tenant(), new SettlementId(about.subject()));
    }

    @Override
    public List<Discrepancy> compare(List<Subject> subjects) {
        Map<Subject, Set<String>> expected = new HashMap<>();
        settlements
                .of(subjects)
                .forEach(settlement -> expected.put(SettlementRows.subject(settlement), expected(settlement)));
        Map<Subject, Set<String>> actual = new HashMap<>();
        postings.lines(Arrays.asList(Tenants.merchants(subjects)), Arrays.asList(SettlementRows.ids(subjects))).stream()
                .filter(EqualsTransfers::isOurs)
                .forEach(line -> actual.computeIfAbsent(subject(line.about()), _ -> new TreeSet<>())
                        .add(line.words()));
        List<Discrepancy> found = new ArrayList<>();
        for (Subject subject : subjects) {
            new Differences(subject, found)
                    .see("transfers", expected.getOrDefault(subject, Set.of()), actual.getOrDefault(subject, Set.of()));
        }
        return found;
    }

    /** A fee that goes elsewhere is none of a settlement's. */
    private static boolean isOurs(Line line) {
        return !line.kind().equals("fee") || line.credit().equals(Books.FEES.code());
    }

    private static Set<String> expected(SettlementView settlement) {
        Set<String> expected = new TreeSet<>();
        Money fees = settlement.calculation().fees();
        Money payout = settlement.payout();
        boolean wasPaid = settlement.paidAt() != null;
        if (fees.isPositive()) {
            expected.add(words(Settling.FEE, "fee", Books.MERCHANT, Books.FEES, fees));
        }
        if (payout.isPositive()) {
            expected.add(words(Settling.PAYOUT, "payout", Books.MERCHANT, Books.PAYOUTS, payout));
        }
        if (wasPaid) {
            expected.add(words(Payouts.END, "payout_paid", Books.PAYOUTS, Books.BANK, payout));
        }
        if (settlement.status() == SettlementStatus.FAILED) {
            expected.add(
                    wasPaid
                            ? words(Payouts.BOUNCED, "payout_failed", Books.BANK, Books.MERCHANT, payout)
                            : words(Payouts.END, "payout_failed", Books.PAYOUTS, Books.MERCHANT, payout));
        }
        return expected;
    }

    private static String words(UUID id, String kind, Account debit, Account credit, Money amount) {
        return Transfer.words(id, kind, debit.code(), credit.code(), amount);
    }
}
