package dev.florin.settlements;

import dev.florin.kernel.Money;
import dev.florin.kernel.PageQuery;
import dev.florin.kernel.PageQuery.Page;
import dev.florin.kernel.Tenant;
import dev.florin.ledger.Ledger;
import dev.florin.ledger.Ledger.Posting;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Currency;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What was settled, line by line. A settlement is a span of books that never change, so it can be looked at for ever. */
@Component
public class Settlements {

    private static final int AT_ONCE = 2_000;

    private final SettlementRepository settlements;
    private final TermsRepository terms;
    private final Settling settling;
    private final Spans spans;
    private final Ledger ledger;
    private final InstantSource clock;

    Settlements(
            SettlementRepository settlements,
            TermsRepository terms,
            Settling settling,
            Spans spans,
            Ledger ledger,
            InstantSource clock) {
        this.settlements = settlements;
        this.terms = terms;
        this.settling = settling;
        this.spans = spans;
        this.ledger = ledger;
        this.clock = clock;
    }

    /** @throws SettlementNotFound if there is none for this tenant */
    public SettlementView find(Tenant tenant, SettlementId id) {
        return settlements.find(tenant, id).orElseThrow(() -> new SettlementNotFound(id));
    }

    /** Newest first. */
    public Page<SettlementView> list(Tenant tenant, SettlementFilter filter, PageQuery query) {
        return query.page(settlements.list(tenant, filter, query));
    }

    /**
     * Which settlements a list shows; null means any.
     *
     * @param statuses one of these; none means any
     * @param createdBefore exclusive
     */
    public record SettlementFilter(
            Set<SettlementStatus> statuses,
            @Nullable Currency currency,
            @Nullable Instant createdFrom,
            @Nullable Instant createdBefore) {

        public static final SettlementFilter ANY = new SettlementFilter(Set.of(), null, null, null);

        public SettlementFilter {
            statuses = Set.copyOf(statuses);
        }
    }

    /**
     * A page of a settlement's lines, oldest first.
     *
     * @param after the id of the last line of the page before; null for the first page
     * @throws LineNotFound if that is none of its lines
     */
    public Lines lines(SettlementView settlement, @Nullable String after, int limit) {
        Posting last = after == null ? null : posting(settlement, after);
        List<Line> lines = stream(settlement, last, limit + 1).limit(limit + 1L).toList();
        boolean more = lines.size() > limit;
        return new Lines(more ? lines.subList(0, limit) : lines, more);
    }

    /** @param hasMore whether there are more behind them */
    public record Lines(List<Line> data, boolean hasMore) {

        /** What the next page begins behind; null if there is none. */
        public @Nullable String next() {
            return hasMore ? data.getLast().id() : null;
        }
    }

    /** All lines of a settlement, oldest first, read as they are taken. */
    public void eachLine(SettlementView settlement, Consumer<? super Line> reader) {
        stream(settlement, null, AT_ONCE).forEach(reader);
    }

    private Stream<Line> stream(SettlementView settlement, @Nullable Posting after, int atOnce) {
        Schedule schedule = terms.schedule(settlement.tenant());
        return spans.read(settlement.tenant(), settlement.from(), settlement.cutOff(), after, atOnce)
                .filter(posting -> posting.transfer().amount().currency().equals(settlement.currency()))
                .map(posting -> Line.of(posting, schedule));
    }

    private Posting posting(SettlementView settlement, String line) {
        return LineId.parse(line)
                .flatMap(id -> ledger.postings(settlement.tenant(), List.of(id.subject())).stream()
                        .filter(posting -> posting.transfer().id().equals(id.transfer()))
                        .findFirst())
                .filter(posting -> !posting.at().isBefore(settlement.from())
                        && posting.at().isBefore(settlement.cutOff()))
                .orElseThrow(() -> new LineNotFound(line));
    }

    /**
     * Settles now whatever nobody can add to any more, as if the day had ended: up to some two seconds ago.
     *
     * @return what has come of it; nothing if nothing has moved since the last time
     */
    public List<SettlementView> settleNow(Tenant tenant) {
        return settling.settle(tenant, settling.horizon());
    }

    /**
     * What would be paid out if the day ended now, in each currency in which something is owed either way.
     *
     * @param most how many lines are added up at the most; where there are more, the fees are left to be told
     */
    public List<Forecast> forecast(Tenant tenant, int most) {
        List<Money> owed = ledger.balances(tenant).stream()
                .filter(balance -> balance.account().equals(Books.MERCHANT))
                .map(Ledger.Balance::amount)
                .filter(amount -> !amount.isZero())
                .toList();
        if (owed.isEmpty()) {
            return List.of();
        }
        Schedule schedule = terms.schedule(tenant);
        List<Line> lines = spans.read(
                        tenant, settlements.settledTo(tenant), clock.instant(), null, Math.min(AT_ONCE, most + 1))
                .limit(most + 1L)
                .map(posting -> Line.of(posting, schedule))
                .toList();
        return owed.stream().map(amount -> forecast(amount, lines, most)).toList();
    }

    private static Forecast forecast(Money owed, List<Line> lines, int most) {
        if (lines.size() > most) {
            return new Forecast(owed, true);
        }
        Money fees = lines.stream()
                .map(Line::fee)
                .filter(fee -> fee.currency().equals(owed.currency()))
                .reduce(Money.zero(owed.currency()), Money::plus);
        return new Forecast(owed.minus(fees), false);
    }

    /**
     * What is about to be paid out, in one currency.
     *
     * @param amount less than zero if the merchant owes
     * @param beforeFees whether fees are still to be subtracted
     */
    public record Forecast(Money amount, boolean beforeFees) {}
}
