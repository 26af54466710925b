package dev.florin.settlements;

import dev.florin.kernel.Once;
import dev.florin.kernel.Rejection;
import dev.florin.kernel.Tenant;
import dev.florin.ledger.Ledger;
import dev.florin.merchants.Merchant;
import dev.florin.merchants.Merchants;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Settles the days of all merchants when they have ended where the merchant is. Days that nobody has settled, because
 * nothing ran, are settled one after the other.
 */
@Component
class Nightly {

    private static final Logger log = LoggerFactory.getLogger(Nightly.class);
    private static final int AT_ONCE = 100;

    private final Settling settling;
    private final SettlementRepository settlements;
    private final Payouts payouts;
    private final Ledger ledger;
    private final Merchants merchants;
    private final SettlementsProperties properties;
    private final InstantSource clock;

    Nightly(
            Settling settling,
            SettlementRepository settlements,
            Payouts payouts,
            Ledger ledger,
            Merchants merchants,
            SettlementsProperties properties,
            InstantSource clock) {
        this.settling = settling;
        this.settlements = settlements;
        this.payouts = payouts;
        this.ledger = ledger;
        this.merchants = merchants;
        this.properties = properties;
        this.clock = clock;
    }

    /** Settles what is due, of all. What one merchant's books stumble over keeps nobody else from theirs. */
    void settleAll() {
        RuntimeException trouble = null;
        for (Tenant tenant : ledger.tenants()) {
            try {
                settle(tenant, clock.instant());
            } catch (RuntimeException e) {
                log.error("The books of {} are not settled; tried again in some minutes", tenant, e);
                trouble = e;
            }
        }
        if (trouble != null) {
            throw trouble; // so that the job is seen to fail
        }
    }

    /** Settles all of a tenant's days that ended {@code after} before now, or longer ago. */
    void settle(Tenant tenant, Instant now) {
        ZoneId zone = merchants.find(tenant.merchant()).map(Merchant::timezone).orElse(ZoneOffset.UTC);
        Instant last = CutOffs.last(now.minus(properties.after()), zone);
        if (!settlements.settledTo(tenant).isBefore(last) || last.isAfter(settling.horizon())) {
            return;
        }
        Instant cutOff = first(tenant, zone, last);
        while (!cutOff.isAfter(last)) {
            List<SettlementView> made = settling.settle(tenant, cutOff);
            made.forEach(it -> log.debug("{} settles {} up to {}: {}", it.id(), tenant, it.cutOff(), it.payout()));
            cutOff = CutOffs.next(cutOff, zone);
        }
    }

    /** Of books that were never settled, the day of their first entry comes first. */
    private Instant first(Tenant tenant, ZoneId zone, Instant last) {
        Instant settledTo = settlements.settledTo(tenant);
        if (settledTo.isAfter(Instant.EPOCH)) {
            return CutOffs.next(settledTo, zone);
        }
        return ledger.movements(tenant, Books.MERCHANT.code(), Instant.EPOCH, last, null, 1).stream()
                .map(posting -> CutOffs.next(posting.at(), zone))
                .findFirst()
                .orElse(last);
    }

    /** Pays the payouts of test data, if the settings say so, as a bank would. */
    void payTestData() {
        if (properties.pay() != SettlementsProperties.Pay.AUTOMATICALLY) {
            return;
        }
        @Nullable SettlementId last = null;
        List<SettlementView> some;
        do {
            some = settlements.toPayOfTestData(last, AT_ONCE);
            for (SettlementView settlement : some) {
                last = settlement.id();
                pay(settlement);
            }
        } while (some.size() == AT_ONCE);
    }

    private void pay(SettlementView settlement) {
        if (payouts.onHold(settlement).isPresent()) {
            return;
        }
        String id = settlement.id().toString();
        try {
            payouts.pay(
                    settlement.tenant(),
                    settlement.id(),
                    "SANDBOX-" + id.substring(id.length() - 12).toUpperCase(Locale.ROOT),
                    Once.unkeyed());
        } catch (Rejection e) {
            log.info("{} is not paid: {}", id, e.reason());
        }
    }
}
