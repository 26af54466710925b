package dev.florin.settlements;

import dev.florin.consistency.Check;
import dev.florin.consistency.Differences;
import dev.florin.consistency.Discrepancy;
import dev.florin.consistency.Subject;
import dev.florin.kernel.Tenant;
import dev.florin.ledger.Ledger.Posting;
import dev.florin.ledger.Postings;
import dev.florin.ledger.Postings.Moved;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * The parts of a settlement are what moved in its span. Fees, which are rounded line by line, are not counted anew here:
 * a unit too much in them is one too few in what is carried on, or in the payout.
 */
@Component
class EqualsLines implements Check {

    private final SettlementRows settlements;
    private final TermsRepository terms;
    private final Postings postings;

    EqualsLines(SettlementRows settlements, TermsRepository terms, Postings postings) {
        this.settlements = settlements;
        this.terms = terms;
        this.postings = postings;
    }

    @Override
    public String name() {
        return "settlement-equals-its-lines";
    }

    @Override
    public String promise() {
        return "Captures, refunds, disputes and the rest of a settlement are what moved on the merchant's account in its span.";
    }

    @Override
    public List<Subject> changed(Span span) {
        return EqualsTransfers.posted(postings, span);
    }

    @Override
    public Portion all(@Nullable String after, int most) {
        return settlements.all(after, Math.min(most, 50)); // each is a sum over a day or more
    }

    @Override
    public List<Discrepancy> compare(List<Subject> subjects) {
        List<Discrepancy> found = new ArrayList<>();
        Map<Tenant, Schedule> schedules = new HashMap<>();
        for (SettlementView settlement : settlements.of(subjects)) {
            Schedule schedule = schedules.computeIfAbsent(settlement.tenant(), terms::schedule);
            compare(settlement, schedule, new Differences(SettlementRows.subject(settlement), found));
        }
        return found;
    }

    private void compare(SettlementView settlement, Schedule schedule, Differences differences) {
        var sums = new Sums(settlement.currency());
        long captures = 0;
        long lines = 0;
        for (Moved moved :
                postings.moved(settlement.tenant(), Books.MERCHANT.code(), settlement.from(), settlement.cutOff())) {
            if (moved.sum().amount().currency().equals(settlement.currency()) && !Line.settles(moved.sum())) {
                Line line = Line.of(new Posting(moved.sum(), settlement.from()), schedule);
                sums.add(line);
                lines += moved.transfers();
                captures += line.kind() == Line.Kind.CAPTURE ? moved.transfers() : 0;
            }
        }
        Calculation told = sums.on(settlement.calculation().carried());
        Calculation kept = settlement.calculation();
        differences.see("gross", told.gross(), kept.gross());
        differences.see("refunds", told.refunds(), kept.refunds());
        differences.see("disputes", told.disputes(), kept.disputes());
        differences.see("adjustments", told.adjustments(), kept.adjustments());
        differences.see("returned", told.returned(), kept.returned());
        differences.see("captures", captures, settlement.captures());
        differences.see("lines", lines, settlement.lines());
    }
}
