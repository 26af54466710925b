package dev.florin.settlements;

import dev.florin.consistency.Check;
import dev.florin.consistency.Differences;
import dev.florin.consistency.Discrepancy;
import dev.florin.consistency.Subject;
import dev.florin.consistency.Tenants;
import dev.florin.kernel.Money;
import dev.florin.kernel.Tenant;
import dev.florin.ledger.Account;
import dev.florin.ledger.Ledger;
import dev.florin.ledger.Postings;
import dev.florin.ledger.Postings.Moved;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Currency;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * A merchant's settlements follow each other, and after the last one the account {@code merchant} has what that carried on
 * and what moved since. So no span was left out, and none counted twice.
 */
@Component
class EqualsBooks implements Check {

    private final SettlementRows settlements;
    private final Ledger ledger;
    private final Postings postings;

    EqualsBooks(SettlementRows settlements, Ledger ledger, Postings postings) {
        this.settlements = settlements;
        this.ledger = ledger;
        this.postings = postings;
    }

    @Override
    public String name() {
        return "settlements-equal-the-books";
    }

    @Override
    public String promise() {
        return "A merchant's settlements follow each other, and all that it is owed is settled, on its way, or not yet due.";
    }

    /** What moved since the last settlement may be a long day. */
    @Override
    public boolean isContinuous() {
        return false;
    }

    @Override
    public Portion all(@Nullable String after, int most) {
        return new Portion(settlements.tenants(), null);
    }

    @Override
    public List<Discrepancy> compare(List<Subject> subjects) {
        List<Discrepancy> found = new ArrayList<>();
        for (Subject subject : subjects) {
            Tenant tenant = Tenants.of(subject);
            List<SettlementView> all = settlements.of(tenant);
            Instant settledTo = settlements.settledTo(tenant).orElse(Instant.EPOCH);
            follow(all, settledTo, found);
            balance(tenant, all, settledTo, new Differences(subject, found));
        }
        return found;
    }

    /** @param all by currency, oldest first */
    private static void follow(List<SettlementView> all, Instant settledTo, List<Discrepancy> found) {
        Map<Instant, Instant> spans = new TreeMap<>();
        SettlementView before = null;
        for (SettlementView settlement : all) {
            var differences = new Differences(SettlementRows.subject(settlement), found);
            if (before == null || !before.currency().equals(settlement.currency())) {
                before = null;
            }
            Money none = Money.zero(settlement.currency());
            differences.see(
                    "carried",
                    before == null ? none : before.carriedOn(),
                    settlement.calculation().carried());
            if (before != null && settlement.from().isBefore(before.cutOff())) {
                differences.see("span_from", "not before " + before.cutOff(), settlement.from());
            }
            Instant known = spans.putIfAbsent(settlement.cutOff(), settlement.from());
            differences.see("span", known == null ? settlement.from() : known, settlement.from());
            if (settlement.cutOff().isAfter(settledTo)) {
                differences.see("cut_off", "at most " + settledTo, settlement.cutOff());
            }
            before = settlement;
        }
    }

    private void balance(Tenant tenant, List<SettlementView> all, Instant settledTo, Differences differences) {
        Map<Currency, Long> merchant = new HashMap<>();
        Map<Currency, Long> payouts = new HashMap<>();
        Map<Currency, Long> fees = new HashMap<>();
        Map<Currency, Long> settled = new HashMap<>();
        for (SettlementView settlement : all) {
            Currency currency = settlement.currency();
            merchant.put(currency, settlement.carriedOn().minor()); // the last one stays
            if (settlement.status() == SettlementStatus.CREATED) {
                add(payouts, settlement.payout());
            }
            add(fees, settlement.calculation().fees());
            add(
                    settled,
                    settlement
                            .calculation()
                            .net()
                            .minus(settlement.calculation().carried()));
            add(settled, settlement.calculation().fees());
        }
        differences.see("settled", words(effect(tenant, Instant.EPOCH, settledTo)), words(settled));
        effect(tenant, settledTo, null).forEach((currency, minor) -> merchant.merge(currency, minor, Math::addExact));
        List<Ledger.Balance> balances = ledger.balances(tenant);
        differences.see("account merchant", words(merchant), words(of(balances, Books.MERCHANT)));
        differences.see("account payouts", words(payouts), words(of(balances, Books.PAYOUTS)));
        differences.see("account fees", words(fees), words(of(balances, Books.FEES)));
    }

    /** What moved on the account but for what settlements have posted themselves. */
    private Map<Currency, Long> effect(Tenant tenant, Instant from, @Nullable Instant before) {
        Map<Currency, Long> sums = new HashMap<>();
        for (Moved moved : postings.moved(tenant, Books.MERCHANT.code(), from, before)) {
            if (!Line.settles(moved.sum())) {
                boolean gives = moved.sum().credit().equals(Books.MERCHANT);
                add(sums, gives ? moved.sum().amount() : moved.sum().amount().times(-1));
            }
        }
        return sums;
    }

    private static void add(Map<Currency, Long> sums, Money amount) {
        sums.merge(amount.currency(), amount.minor(), Math::addExact);
    }

    private static Map<Currency, Long> of(List<Ledger.Balance> balances, Account account) {
        Map<Currency, Long> sums = new HashMap<>();
        balances.stream()
                .filter(balance -> balance.account().equals(account))
                .forEach(balance -> add(sums, balance.amount()));
        return sums;
    }

    /** Without currencies in which there is nothing. */
    private static List<Money> words(Map<Currency, Long> sums) {
        Map<String, Money> words = new TreeMap<>();
        sums.forEach((currency, minor) -> {
            if (minor != 0) {
                words.put(currency.getCurrencyCode(), new Money(minor, currency));
            }
        });
        return List.copyOf(words.values());
    }
}
