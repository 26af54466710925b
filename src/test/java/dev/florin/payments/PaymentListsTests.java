package dev.florin.payments;

import static org.assertj.core.api.Assertions.assertThat;

import dev.florin.FlorinTest;
import dev.florin.kernel.Money;
import dev.florin.kernel.PageQuery;
import dev.florin.kernel.Tenant;
import dev.florin.merchants.MerchantFixture;
import dev.florin.merchants.Merchants;
import dev.florin.payments.Payments.Since;
import dev.florin.platform.Stretch;
import dev.florin.platform.Walk;
import dev.florin.vault.CardView;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Payments are found by what people know of them, and what is rare is looked for a stretch at a time. */
@FlorinTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PaymentListsTests {

    private static final int COUNT = Walk.STEPS + 10_000;

    @Autowired
    Payments payments;

    Tenant tenant;
    Tenant live;

    @BeforeAll
    void manyPayments(@Autowired Merchants merchants, @Autowired JdbcClient jdbc) {
        tenant = MerchantFixture.merchant(merchants).tenant();
        live = new Tenant(tenant.merchant(), true);
        var rows = new ManyPayments(jdbc);
        rows.store(tenant.merchant(), false, COUNT, "1 minute");
        rows.store(tenant.merchant(), true, 5, "1 month");
        rows.store(MerchantFixture.merchant(merchants).tenant().merchant(), false, 20, "1 minute");
    }

    @Test
    void aListIsOfOneModeAlone() {
        assertThat(first(live, PaymentFilter.ANY).page().data())
                .hasSize(5)
                .allMatch(p -> p.tenant().equals(live));
        Stretch<PaymentView> test = first(tenant, PaymentFilter.ANY);
        assertThat(test.reached()).isNull();
        assertThat(test.page().hasMore()).isTrue();
        assertThat(test.page().data())
                .hasSize(25)
                .allMatch(p -> p.tenant().equals(tenant))
                .isSortedAccordingTo(Comparator.comparing(p -> p.id().toString(), Comparator.reverseOrder()));
    }

    @Test
    void severalStatusesAreOneListInTheOrderOfTime() {
        var filter = with(Set.of(PaymentStatus.FAILED, PaymentStatus.AUTHORIZED), null, null, null);
        List<PaymentView> all = all(filter, PageQuery.first(500));
        assertThat(all)
                .hasSize(COUNT / 1000 * 65)
                .isSortedAccordingTo(Comparator.comparing(p -> p.id().toString(), Comparator.reverseOrder()));
        assertThat(all).extracting(PaymentView::status).containsOnly(PaymentStatus.FAILED, PaymentStatus.AUTHORIZED);
    }

    @Test
    void whatFailedIsFoundByItsReason() {
        var filter = with(Set.of(), "fraud_detected", null, null);
        assertThat(first(tenant, filter).page().data())
                .hasSize(25)
                .allSatisfy(p -> assertThat(p.error()).extracting("code").isEqualTo("fraud_detected"));
        var contradiction = with(Set.of(PaymentStatus.CAPTURED), "fraud_detected", null, null);
        assertThat(first(tenant, contradiction))
                .isEqualTo(new Stretch<>(PageQuery.first(1).page(List.of()), null));
    }

    @Test
    void cardsAreFoundByTheirLastDigitsAndTheAmount() {
        PaymentView one = first(tenant, PaymentFilter.ANY).page().data().stream()
                .filter(p -> p.terms().card() != null)
                .findFirst()
                .orElseThrow();
        String last4 = last4(one);
        assertThat(first(tenant, PaymentFilter.of(last4, null)).page().data())
                .contains(one)
                .allMatch(p -> last4(p).equals(last4));
        BigDecimal amount = whole(one.terms().amount());
        assertThat(first(tenant, PaymentFilter.of(last4, amount)).page().data())
                .contains(one)
                .allMatch(p -> whole(p.terms().amount()).compareTo(amount) == 0);
        assertThat(first(live, PaymentFilter.of("0000", amount)).page().data()).isEmpty();
    }

    @Test
    void amountsAreOfEachPaymentsOwnCurrency() {
        var filter = with(Set.of(), null, new BigDecimal("1.1"), new BigDecimal("4"));
        List<PaymentView> found = all(filter, PageQuery.first(1000));
        assertThat(found)
                .allMatch(p -> whole(p.terms().amount()).compareTo(new BigDecimal("1.1")) >= 0)
                .allMatch(p -> whole(p.terms().amount()).compareTo(new BigDecimal("4")) <= 0)
                .extracting(p -> p.terms().amount().currency().getCurrencyCode())
                .contains("INR", "USD");
        assertThat(first(tenant, with(Set.of(), null, new BigDecimal("99999999999999"), null))
                        .page()
                        .data())
                .isEmpty();
    }

    @Test
    void aTimeIsGoneToDirectly() {
        Instant middle = Instant.now().minus(Duration.ofMinutes(COUNT - 500));
        var filter = new PaymentFilter(
                Set.of(), null, null, null, null, null, null, null, null, middle, middle.plusSeconds(600));
        Stretch<PaymentView> found = first(tenant, filter);
        assertThat(found.reached()).isNull();
        assertThat(found.page().data())
                .hasSize(10)
                .allMatch(p -> !p.terms().at().isBefore(middle));
    }

    @Test
    void whatIsRareIsLookedForAStretchAtATime() {
        var rare = with(Set.of(), "no_such_code_at_all", null, null);
        assertThat(first(tenant, rare).reached()).isNull(); // only what failed is walked along
        var dear = with(Set.of(), null, new BigDecimal("6000"), null);
        Stretch<PaymentView> nothing = first(tenant, dear);
        assertThat(nothing.page().data()).isEmpty();
        assertThat(nothing.reached()).isNotNull();
        Stretch<PaymentView> rest = payments.walk(tenant, dear, new PageQuery(25, nothing.reached(), null));
        assertThat(rest.page().data()).isEmpty();
        assertThat(rest.reached()).isNull();
    }

    @Test
    void aRareOneIsFoundOnceOnWhateverStretchItLies() {
        var dinars = new PaymentFilter(
                Set.of(), null, null, Money.currency("KWD"), null, null, null, null, null, null, null);
        List<PaymentView> all = all(dinars, PageQuery.first(5));
        assertThat(all).hasSize(COUNT / 5000).doesNotHaveDuplicates();
        Stretch<PaymentView> back = payments.walk(
                tenant, dinars, new PageQuery(3, null, all.getLast().id().value()));
        assertThat(back.page().data()).isEqualTo(all.subList(COUNT / 5000 - 4, COUNT / 5000 - 1));
    }

    @Test
    void anAcquirersNumberFindsItsPayment() {
        assertThat(payments.byAcquirerReference(tenant, "ref_false17"))
                .singleElement()
                .matches(p -> "ref_false17".equals(p.acquirerReference()));
        assertThat(payments.byAcquirerReference(live, "ref_false17")).isEmpty();
        assertThat(payments.byAcquirerReference(tenant, "ref_true3")).isEmpty();
    }

    @Test
    void whatHasComeSinceIsCountedForAllInOneQuery() {
        List<PaymentView> newest = payments.walk(tenant, PaymentFilter.ANY, PageQuery.first(200))
                .page()
                .data();
        var three = new Since(tenant, newest.get(3).id().value());
        var many = new Since(tenant, newest.get(150).id().value());
        var none = new Since(tenant, newest.getFirst().id().value());
        var liveOne = new Since(live, new java.util.UUID(0, 0));
        assertThat(payments.arrivals(List.of(three, many, none, liveOne)))
                .containsExactlyInAnyOrder(
                        new Payments.Arrived(three, 3),
                        new Payments.Arrived(many, 100),
                        new Payments.Arrived(liveOne, 5));
    }

    private Stretch<PaymentView> first(Tenant of, PaymentFilter filter) {
        return payments.walk(of, filter, PageQuery.first(25));
    }

    private List<PaymentView> all(PaymentFilter filter, PageQuery from) {
        List<PaymentView> all = new ArrayList<>();
        PageQuery query = from;
        while (true) {
            Stretch<PaymentView> stretch = payments.walk(tenant, filter, query);
            all.addAll(stretch.page().data());
            var next = stretch.page().hasMore()
                    ? stretch.page().data().getLast().id().value()
                    : stretch.reached();
            if (next == null) {
                return all;
            }
            query = new PageQuery(from.limit(), next, null);
        }
    }

    private static String last4(PaymentView payment) {
        CardView card = payment.terms().card();
        return card == null ? "" : card.last4();
    }

    private static BigDecimal whole(Money money) {
        return BigDecimal.valueOf(money.minor(), money.currency().getDefaultFractionDigits());
    }

    private static PaymentFilter with(
            Set<PaymentStatus> statuses, @Nullable String code, @Nullable BigDecimal from, @Nullable BigDecimal to) {
        return new PaymentFilter(statuses, null, null, null, from, to, code, null, null, null, null);
    }
}
