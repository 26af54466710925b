package dev.florin.settlements;

import dev.florin.kernel.Money;
import dev.florin.kernel.Tenant;
import dev.florin.kernel.TypeId;
import dev.florin.ledger.Ledger;
import dev.florin.ledger.Transfer;
import dev.florin.platform.Horizon;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.UUID;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Settles a span of a tenant's books. It is added up without a transaction, as it never changes again; then the
 * settlements of all currencies, their transfers and that the span is settled are committed together, by whoever is
 * first. So it may be run twice, at once, or be killed anywhere: the span is settled once.
 */
@Component
class Settling {

    /** Which of a settlement's transfers: ids that no second one can have. */
    static final UUID FEE = only("fee");

    static final UUID PAYOUT = only("payout");

    /** For clocks of PostgreSQL that are read a moment before they are shown. */
    private static final Duration LAG = Duration.ofSeconds(2);

    private final SettlementRepository settlements;
    private final TermsRepository terms;
    private final Spans spans;
    private final Ledger ledger;
    private final Horizon horizon;
    private final TransactionOperations transactions;
    private final ApplicationEventPublisher events;
    private final InstantSource clock;

    Settling(
            SettlementRepository settlements,
            TermsRepository terms,
            Spans spans,
            Ledger ledger,
            Horizon horizon,
            TransactionOperations transactions,
            ApplicationEventPublisher events,
            InstantSource clock) {
        this.settlements = settlements;
        this.terms = terms;
        this.spans = spans;
        this.ledger = ledger;
        this.horizon = horizon;
        this.transactions = transactions;
        this.events = events;
        this.clock = clock;
    }

    /** Before which nothing can be posted any more. */
    Instant horizon() {
        return horizon.at(LAG).toInstant();
    }

    /**
     * Settles what is not settled yet up to a cut-off.
     *
     * @return what has come of it; nothing if somebody else has settled it, or nothing has moved
     * @throws IllegalArgumentException if the span may still change
     */
    List<SettlementView> settle(Tenant tenant, Instant cutOff) {
        if (cutOff.isAfter(horizon())) {
            throw new IllegalArgumentException("The books may still change before " + cutOff);
        }
        Instant from = settlements.settledTo(tenant);
        if (!cutOff.isAfter(from)) {
            return List.of();
        }
        Schedule schedule = terms.schedule(tenant);
        Map<Currency, Sums> sums = add(tenant, from, cutOff, schedule);
        return Objects.requireNonNull(transactions.execute(_ -> settlements.advance(tenant, from, cutOff)
                ? commit(tenant, from, cutOff, schedule, sums)
                : List.<SettlementView>of()));
    }

    private Map<Currency, Sums> add(Tenant tenant, Instant from, Instant cutOff, Schedule schedule) {
        Map<Currency, Sums> sums = new TreeMap<>(Comparator.comparing(Currency::getCurrencyCode));
        spans.each(tenant, from, cutOff, posting -> {
            Line line = Line.of(posting, schedule);
            sums.computeIfAbsent(line.amount().currency(), Sums::new).add(line);
        });
        return sums;
    }

    private List<SettlementView> commit(
            Tenant tenant, Instant from, Instant cutOff, Schedule schedule, Map<Currency, Sums> sums) {
        Map<Currency, Money> carried = settlements.carried(tenant);
        carried.keySet().forEach(currency -> sums.computeIfAbsent(currency, Sums::new));
        List<SettlementView> made = new ArrayList<>();
        sums.forEach((currency, sum) -> {
            Money before = carried.getOrDefault(currency, Money.zero(currency));
            SettlementView settlement = settlement(
                    tenant,
                    from,
                    cutOff,
                    sum,
                    sum.on(before),
                    schedule.at(currency, cutOff).minimum());
            if (settlement.lines() > 0 || settlement.payout().isPositive()) {
                made.add(settlement);
            }
        });
        made.forEach(this::store);
        return made;
    }

    private SettlementView settlement(
            Tenant tenant, Instant from, Instant cutOff, Sums sums, Calculation calculation, Money minimum) {
        Money net = calculation.net();
        boolean enough = net.isPositive() && !minimum.exceeds(net);
        return new SettlementView(
                new SettlementId(TypeId.next()),
                tenant,
                from,
                cutOff,
                calculation,
                enough ? net : Money.zero(net.currency()),
                sums.captures(),
                sums.lines(),
                enough ? SettlementStatus.CREATED : SettlementStatus.CARRIED,
                clock.instant().truncatedTo(ChronoUnit.MILLIS),
                null,
                null,
                null,
                null,
                null);
    }

    private void store(SettlementView settlement) {
        settlements.insert(settlement);
        UUID subject = settlement.id().value();
        Money fees = settlement.calculation().fees();
        if (fees.isPositive()) {
            ledger.post(settlement.tenant(), new Transfer(FEE, Books.MERCHANT, Books.FEES, fees, "fee", subject));
        }
        if (settlement.payout().isPositive()) {
            ledger.post(
                    settlement.tenant(),
                    new Transfer(PAYOUT, Books.MERCHANT, Books.PAYOUTS, settlement.payout(), "payout", subject));
        }
        events.publishEvent(new SettlementChanged(settlement.tenant(), settlement.id(), settlement.status()));
    }

    /** The id of the one transfer of its kind that a settlement can have. */
    static UUID only(String kind) {
        return UUID.nameUUIDFromBytes(kind.getBytes(StandardCharsets.US_ASCII));
    }
}
