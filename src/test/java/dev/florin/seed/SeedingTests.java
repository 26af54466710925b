package dev.florin.seed;

import static org.assertj.core.api.Assertions.assertThat;

import dev.florin.FlorinTest;
import dev.florin.kernel.Money;
import dev.florin.kernel.PageQuery;
import dev.florin.kernel.Tenant;
import dev.florin.ledger.Ledger;
import dev.florin.merchants.MerchantFixture;
import dev.florin.merchants.Merchants;
import dev.florin.orders.Orders;
import dev.florin.payments.PaymentFilter;
import dev.florin.payments.PaymentStatus;
import dev.florin.payments.PaymentView;
import dev.florin.payments.Payments;
import dev.florin.payments.Statistics;
import dev.florin.payments.Statistics.Count;
import dev.florin.payments.Statistics.Fact;
import dev.florin.payments.Statistics.Period;
import dev.florin.payments.Statistics.Unit;
import dev.florin.payments.StoredPayments;
import dev.florin.platform.Backlog;
import dev.florin.platform.DatabaseOwner;
import dev.florin.refunds.RefundStatus;
import dev.florin.refunds.RefundView;
import dev.florin.refunds.Refunds;
import dev.florin.refunds.Refunds.RefundFilter;
import java.time.InstantSource;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** What is seeded is as lawful as what has happened: by the façades, nobody could tell. */
@FlorinTest
class SeedingTests {

    private static final int COUNT = 600;
    private static final Period ALL =
            new Period(LocalDateTime.parse("2000-01-01T00:00"), LocalDateTime.parse("2100-01-01T00:00"), Unit.MONTH);

    @Autowired
    DataSource database;

    @Autowired
    DatabaseOwner owner;

    @Autowired
    Merchants merchants;

    @Autowired
    InstantSource clock;

    @Autowired
    Payments payments;

    @Autowired
    Orders orders;

    @Autowired
    Refunds refunds;

    @Autowired
    Ledger ledger;

    @Autowired
    Statistics statistics;

    @Autowired
    List<Backlog> backlogs;

    Tenant tenant;
    List<PaymentView> seeded;

    @BeforeEach
    void aMerchantWithAPast() throws Exception {
        tenant = MerchantFixture.merchant(merchants).tenant();
        seed(COUNT, 1);
        seeded = all();
    }

    @Test
    void thereAreAsManyAsWereAskedFor() throws Exception {
        assertThat(seeded).hasSize(COUNT);
        assertThat(seeded).extracting(PaymentView::status).contains(PaymentStatus.CAPTURED, PaymentStatus.FAILED);
        assertThat(seeded)
                .extracting(payment -> payment.terms().amount().currency().getCurrencyCode())
                .contains("INR", "JPY", "KWD");

        seed(0, 2);
        seed(1, 3);

        assertThat(all()).hasSize(COUNT + 1);
    }

    @Test
    void rowsAreTheFoldOfTheirEvents() {
        var stored = new StoredPayments(database);
        assertThat(seeded)
                .allSatisfy(payment -> assertThat(
                                stored.contradiction(tenant, payment.id().value()))
                        .isEmpty());
    }

    @Test
    void theBooksHoldWhatWasTakenAndGivenBack() {
        assertThat(ledger.trialBalance()).allMatch(Money::isZero);
        for (Currency currency : statistics.currencies(tenant)) {
            Money kept = seeded.stream()
                    .filter(payment -> payment.captured().currency().equals(currency))
                    .map(payment -> payment.captured().minus(payment.refunded()))
                    .reduce(Money.zero(currency), Money::plus);
            assertThat(ledger.balances(tenant))
                    .filteredOn(balance -> balance.account().code().equals("merchant"))
                    .extracting(Ledger.Balance::amount)
                    .contains(kept);
        }
    }

    @Test
    void ordersKnowWhatWasPaid() {
        for (PaymentView payment : seeded) {
            var order = orders.find(tenant, payment.terms().order());
            assertThat(order.attempts()).contains(payment.id().value());
            assertThat(order.amount()).isEqualTo(payment.terms().amount());
            if (payment.captured().isPositive()) {
                assertThat(order.amountPaid()).isEqualTo(payment.captured());
                assertThat(order.status().wire()).isEqualTo("paid");
            }
        }
    }

    @Test
    void refundsAreThoseOfThePayments() {
        for (PaymentView payment : seeded) {
            Money refunded = refunds
                    .list(tenant, new RefundFilter(Set.of(), payment.id(), null, null), PageQuery.first(100))
                    .data()
                    .stream()
                    .filter(refund -> refund.status() == RefundStatus.PROCESSED)
                    .map(RefundView::amount)
                    .reduce(Money.zero(payment.refunded().currency()), Money::plus);
            assertThat(refunded).isEqualTo(payment.refunded());
        }
    }

    @Test
    void statisticsHaveCountedThem() {
        long begun = 0;
        for (Currency currency : statistics.currencies(tenant)) {
            List<Count> counts = statistics.counts(tenant, currency, ALL);
            begun += counts.stream()
                    .filter(count -> count.fact() == Fact.INITIATED)
                    .mapToLong(Count::events)
                    .sum();
            Money captured = counts.stream()
                    .filter(count -> count.fact() == Fact.CAPTURED)
                    .map(Count::amount)
                    .reduce(Money.zero(currency), Money::plus);
            assertThat(captured)
                    .isEqualTo(seeded.stream()
                            .map(PaymentView::captured)
                            .filter(money -> money.currency().equals(currency))
                            .reduce(Money.zero(currency), Money::plus));
        }
        assertThat(begun).isEqualTo(COUNT);
    }

    @Test
    void nothingIsLeftForFlorinToDo() {
        assertThat(seeded).allMatch(payment -> payment.status().isDecided());
        assertThat(backlogs).allMatch(backlog -> backlog.of(tenant).pending() == 0);
    }

    private void seed(int count, long seed) throws Exception {
        new Seeding(owner.dataSource()).seed(tenant, ZoneId.of("Asia/Kolkata"), count, clock.instant(), seed, _ -> {});
    }

    private List<PaymentView> all() {
        var found = new ArrayList<PaymentView>();
        UUID after = null;
        while (true) {
            var page = payments.list(tenant, PaymentFilter.ANY, new PageQuery(100, after, null));
            found.addAll(page.data());
            if (!page.hasMore()) {
                return found;
            }
            after = found.getLast().id().value();
        }
    }
}
