package dev.florin.settlements;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.florin.FlorinTest;
import dev.florin.kernel.Money;
import dev.florin.kernel.Once;
import dev.florin.kernel.PageQuery;
import dev.florin.kernel.Rejection;
import dev.florin.kernel.Tenant;
import dev.florin.kernel.TypeId;
import dev.florin.ledger.Account;
import dev.florin.ledger.Ledger;
import dev.florin.ledger.PastTransfers;
import dev.florin.ledger.Transfer;
import dev.florin.merchants.BankAccount;
import dev.florin.merchants.BankAccounts;
import dev.florin.merchants.MerchantFixture;
import dev.florin.merchants.Merchants;
import dev.florin.platform.HorizonFixture;
import dev.florin.settlements.Settlements.SettlementFilter;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Import;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

/** What is settled is what moved in the books, once, to the unit. */
@FlorinTest
@Import(SettlementsTests.Saboteur.class)
class SettlementsTests {

    private static final ZoneId KOLKATA = ZoneId.of("Asia/Kolkata");
    private static final Account ACQUIRER = Account.debit("acquirer:sandbox");
    private static final PageQuery ALL = PageQuery.first(100);

    /** Breaks a transaction after so many settlements were stored in it. */
    @TestConfiguration(proxyBeanMethods = false)
    static class Saboteur {
        final AtomicInteger countdown = new AtomicInteger(-1);

        @EventListener
        void on(SettlementChanged changed) {
            if (countdown.getAndDecrement() == 0) {
                throw new IllegalStateException("sabotage");
            }
        }
    }

    @Autowired
    Saboteur saboteur;

    @Autowired
    Settlements settlements;

    @Autowired
    Nightly nightly;

    @Autowired
    Settling settling;

    @Autowired
    PayoutTerms terms;

    @Autowired
    TermsRepository termsRepository;

    @Autowired
    SettlementRepository repository;

    @Autowired
    InstantSource clock;

    @Autowired
    Payouts payouts;

    @Autowired
    BankAccounts accounts;

    @Autowired
    Ledger ledger;

    @Autowired
    Merchants merchants;

    @Autowired
    TransactionOperations transactions;

    @Autowired
    JdbcClient jdbc;

    Tenant tenant;

    @BeforeEach
    void aMerchantInKolkata() {
        tenant = MerchantFixture.merchant(merchants).tenant();
        merchants.moveTo(tenant.merchant(), KOLKATA);
    }

    @AfterEach
    void noMoreSabotage() {
        saboteur.countdown.set(-1);
    }

    @Test
    void aMonthOfThreeCurrenciesIsSettledToTheUnitWhateverHappens() {
        long seed = System.nanoTime();
        System.out.println("seed " + seed);
        var random = new Random(seed);
        Instant now = now();
        Month month = Month.random(random, now.minus(Duration.ofHours(3)), 400);
        month.post(tenant, new PastTransfers(jdbc));
        pastTerms("INR", 20_000, 300, 50_000, month.from());
        pastTerms("INR", 17_500, 250, 50_000, month.from().plus(Duration.ofDays(12)));
        pastTerms("JPY", 33_333, 0, 0, month.from());
        pastTerms("KWD", 25_000, 100, 1_000_000, month.from());

        int broken = 0;
        for (int step = 0; step < 6; step++) { // stopped before it commits, at another place each time
            saboteur.countdown.set(random.nextInt(12));
            try {
                nightly.settle(tenant, now);
            } catch (IllegalStateException e) {
                broken++;
            }
        }
        saboteur.countdown.set(-1);
        nightly.settle(tenant, now);
        List<SettlementView> made = all();
        nightly.settle(tenant, now);

        assertThat(broken).as("seed %d", seed).isPositive();
        assertThat(all()).as("nothing comes of running it again").isEqualTo(made);
        assertThat(made).as("seed %d", seed).hasSizeGreaterThan(60);
        assertThat(made).allSatisfy(settlement -> {
            assertThat(settlement.cutOff().atZone(KOLKATA).toLocalTime()).hasToString("00:00");
            assertThatItsLinesAddUp(settlement);
        });
        for (String currency : List.of("INR", "JPY", "KWD")) {
            assertThatAllIsSettled(month, currency, made, seed);
        }
        assertThat(ledger.trialBalance()).allMatch(Money::isZero);
    }

    /** By another arithmetic than the one that settles. */
    private void assertThatAllIsSettled(Month month, String currency, List<SettlementView> made, long seed) {
        List<SettlementView> ours = made.reversed().stream()
                .filter(it -> it.currency().getCurrencyCode().equals(currency))
                .toList();
        Instant end = CutOffs.last(now().minus(Duration.ofHours(1)), KOLKATA);
        long moved = month.transfers().stream()
                .filter(it ->
                        it.transfer().amount().currency().getCurrencyCode().equals(currency))
                .filter(it -> it.at().isBefore(end))
                .mapToLong(Month.Entry::effect)
                .sum();
        long fees = month.transfers().stream()
                .filter(it ->
                        it.transfer().amount().currency().getCurrencyCode().equals(currency))
                .filter(it -> it.isCapture() && it.at().isBefore(end))
                .mapToLong(it -> exactFee(it, currency, month.from()))
                .sum();
        long paid = ours.stream().mapToLong(it -> it.payout().minor()).sum();

        assertThat(ours.stream()
                        .mapToLong(it -> it.calculation().fees().minor())
                        .sum())
                .as("fees of %s, seed %d", currency, seed)
                .isEqualTo(fees);
        assertThatEachPartIs(month, currency, ours, end, seed);
        assertThat(paid + ours.getLast().carriedOn().minor())
                .as("%s paid or carried, seed %d", currency, seed)
                .isEqualTo(moved - fees);
        assertThat(balance("fees", currency)).isEqualTo(fees);
        assertThat(balance("payouts", currency)).isEqualTo(paid);
        for (int i = 1; i < ours.size(); i++) {
            assertThat(ours.get(i).calculation().carried())
                    .as("carried from one to the next")
                    .isEqualTo(ours.get(i - 1).carriedOn());
        }
    }

    private static void assertThatEachPartIs(
            Month month, String currency, List<SettlementView> ours, Instant end, long seed) {
        Map<String, Long> moved = month.effects(currency, end);
        long refunds = -moved.getOrDefault("refund_requested", 0L) - moved.getOrDefault("refund_failed", 0L);
        long disputes = -moved.getOrDefault("dispute_opened", 0L) - moved.getOrDefault("dispute_won", 0L);
        long adjustments = moved.getOrDefault("adjustment", 0L) + moved.getOrDefault("loan", 0L);
        assertThat(moved).as("seed %d", seed).containsKeys("capture", "refund_requested", "dispute_opened");
        assertThat(sum(ours, Calculation::gross))
                .as("gross of %s, seed %d", currency, seed)
                .isEqualTo(moved.get("capture"));
        assertThat(sum(ours, Calculation::refunds))
                .as("refunds of %s, seed %d", currency, seed)
                .isEqualTo(refunds);
        assertThat(sum(ours, Calculation::disputes))
                .as("disputes of %s, seed %d", currency, seed)
                .isEqualTo(disputes);
        assertThat(sum(ours, Calculation::adjustments))
                .as("adjustments of %s, seed %d", currency, seed)
                .isEqualTo(adjustments);
        assertThat(sum(ours, Calculation::returned))
                .as("returned of %s, seed %d", currency, seed)
                .isZero();
    }

    private static long sum(List<SettlementView> ours, Function<Calculation, Money> part) {
        return ours.stream()
                .mapToLong(it -> part.apply(it.calculation()).minor())
                .sum();
    }

    private static long exactFee(Month.Entry capture, String currency, Instant from) {
        boolean later = !capture.at().isBefore(from.plus(Duration.ofDays(12)));
        BigDecimal rate = new BigDecimal(
                switch (currency) {
                    case "INR" -> later ? "0.0175" : "0.02";
                    case "JPY" -> "0.033333";
                    default -> "0.025";
                });
        long fixed = switch (currency) {
            case "INR" -> later ? 250 : 300;
            case "JPY" -> 0;
            default -> 100;
        };
        long amount = capture.transfer().amount().minor();
        return Math.min(
                amount,
                rate.multiply(BigDecimal.valueOf(amount))
                                .setScale(0, RoundingMode.HALF_UP)
                                .longValueExact()
                        + fixed);
    }

    private void assertThatItsLinesAddUp(SettlementView settlement) {
        var lines = new ArrayList<Line>();
        settlements.eachLine(settlement, lines::add);
        long net = lines.stream().mapToLong(line -> line.net().minor()).sum();
        assertThat(lines).hasSize((int) settlement.lines());
        assertThat(settlement.calculation().carried().minor() + net)
                .isEqualTo(settlement.calculation().net().minor());
        assertThat(lines.stream().mapToLong(line -> line.fee().minor()).sum())
                .isEqualTo(settlement.calculation().fees().minor());
        var paged = new ArrayList<String>();
        String after = null;
        do {
            Settlements.Lines page = settlements.lines(settlement, after, 7);
            page.data().forEach(line -> paged.add(line.id()));
            after = page.next();
        } while (after != null);
        assertThat(paged).containsExactlyElementsOf(lines.stream().map(Line::id).toList());
    }

    @Test
    void manyAtOnceSettleADayOnce() {
        Instant now = now();
        Month.random(new Random(7), now.minus(Duration.ofHours(3)), 60).post(tenant, new PastTransfers(jdbc));

        IntStream.range(0, 6)
                .mapToObj(_ -> CompletableFuture.runAsync(() -> nightly.settle(tenant, now)))
                .toList()
                .forEach(CompletableFuture::join);

        List<SettlementView> made = all();
        assertThat(made.stream().map(it -> it.currency() + " " + it.cutOff())).doesNotHaveDuplicates();
        for (String currency : List.of("INR", "JPY", "KWD")) {
            assertThat(balance("payouts", currency))
                    .isEqualTo(made.stream()
                            .filter(it -> it.currency().getCurrencyCode().equals(currency))
                            .mapToLong(it -> it.payout().minor())
                            .sum());
        }
    }

    @Test
    void aDayIsNotSettledWithinAnHourOfItsEnd() {
        Instant midnight = CutOffs.last(now().minus(Duration.ofDays(2)), KOLKATA);
        capture(50_000, midnight.minusSeconds(1));
        capture(20_000, midnight);

        nightly.settle(tenant, midnight.plus(Duration.ofMinutes(59)));
        assertThat(all()).isEmpty();
        nightly.settle(tenant, midnight.plus(Duration.ofHours(1)));

        assertThat(all()).singleElement().satisfies(it -> {
            assertThat(it.payout()).isEqualTo(Money.of(50_000, "INR"));
            assertThat(it.cutOff()).isEqualTo(midnight);
            assertThat(it.captures()).isEqualTo(1);
        });
    }

    @Test
    void whatCannotBePaidIsCarriedOn() {
        Instant day = CutOffs.last(now().minus(Duration.ofDays(5)), KOLKATA);
        pastTerms("INR", 0, 0, 10_000, day);
        capture(4_000, day.plusSeconds(1));
        transfer(Books.MERCHANT, Account.credit("refunds"), 9_000, "refund_requested", day.plus(Duration.ofDays(1)));
        capture(14_999, day.plus(Duration.ofDays(2)));
        capture(1, day.plus(Duration.ofDays(3)));

        nightly.settle(tenant, now());

        List<SettlementView> made = all().reversed();
        assertThat(made.stream().map(it -> it.payout().minor())).containsExactly(0L, 0L, 0L, 10_000L);
        assertThat(made.stream().map(it -> it.calculation().carried().minor()))
                .containsExactly(0L, 4_000L, -5_000L, 9_999L);
        assertThat(made.stream().map(SettlementView::status))
                .containsExactly(
                        SettlementStatus.CARRIED,
                        SettlementStatus.CARRIED,
                        SettlementStatus.CARRIED,
                        SettlementStatus.CREATED);
    }

    @Test
    void whatNobodyKnowsIsAnAdjustmentAndNeverLost() {
        Instant day = CutOffs.last(now().minus(Duration.ofDays(2)), KOLKATA);
        transfer(Account.credit("loans"), Books.MERCHANT, 700, "loan", day.plusSeconds(1));
        transfer(Books.MERCHANT, Account.credit("penalties"), 300, "fee", day.plusSeconds(2));
        transfer(Books.MERCHANT, Account.credit("elsewhere"), 100, "capture", day.plusSeconds(3));

        nightly.settle(tenant, now());

        assertThat(all()).singleElement().satisfies(it -> {
            assertThat(it.calculation().adjustments()).isEqualTo(Money.of(300, "INR"));
            assertThat(it.payout()).isEqualTo(Money.of(300, "INR"));
        });
    }

    @Test
    void whatIsSettledNowIsNotSettledAgainAtMidnight() {
        post(50_000);
        awaitHorizon();

        SettlementView first = settlements.settleNow(tenant).getFirst();
        List<SettlementView> second = settlements.settleNow(tenant);
        post(700);
        awaitHorizon();
        SettlementView third = settlements.settleNow(tenant).getFirst();

        assertThat(first.payout()).isEqualTo(Money.of(50_000, "INR"));
        assertThat(second).isEmpty();
        assertThat(third.payout()).isEqualTo(Money.of(700, "INR"));
        assertThat(third.from()).isAfterOrEqualTo(first.cutOff());
        assertThat(balance("payouts", "INR")).isEqualTo(50_700);
        assertThat(balance("merchant", "INR")).isZero();
    }

    @Test
    void theOtherModeIsSettledApart() {
        var live = new Tenant(tenant.merchant(), true);
        post(50_000);
        awaitHorizon();

        assertThat(settlements.settleNow(live)).isEmpty();
        assertThat(settlements.settleNow(tenant)).hasSize(1);
        assertThat(settlements.list(live, SettlementFilter.ANY, ALL).data()).isEmpty();
        assertThatExceptionOfType(SettlementNotFound.class)
                .isThrownBy(() -> settlements.find(live, all().getFirst().id()));
    }

    @Test
    void aPayoutIsPaidOnceToTheBankThatIsTold() {
        SettlementView made = settled(50_000);

        assertThatExceptionOfType(Rejection.class)
                .isThrownBy(() -> payouts.pay(tenant, made.id(), "UTR1", Once.unkeyed()))
                .matches(it -> it.code().equals("payout_on_hold"));
        assertThat(payouts.onHold(made)).contains(OnHold.BANK_ACCOUNT_MISSING);
        accounts.replace(tenant, BankAccount.of("Tea House", "DE89 3704 0044 0532 0130 00", null));
        SettlementView paid = payouts.pay(tenant, made.id(), " UTR1 ", Once.unkeyed());

        assertThat(paid.status()).isEqualTo(SettlementStatus.PAID);
        assertThat(paid.paidTo()).isEqualTo("DE •••• 3000");
        assertThat(paid.bankReference()).isEqualTo("UTR1");
        assertThat(balance("payouts", "INR")).isZero();
        assertThat(balance("bank", "INR")).isEqualTo(-50_000);
        assertThatExceptionOfType(Rejection.class)
                .isThrownBy(() -> payouts.pay(tenant, made.id(), "UTR2", Once.unkeyed()))
                .matches(it -> it.code().equals("payout_decided"));
        assertThat(settlements.find(tenant, made.id())).isEqualTo(paid);
    }

    @Test
    void ofManyWhoPayAPayoutOneDoes() {
        SettlementView made = settled(50_000);
        accounts.replace(tenant, BankAccount.of("Tea House", "000123456789", "HDFC0000001"));

        long done = IntStream.range(0, 8)
                .mapToObj(i -> CompletableFuture.supplyAsync(() -> {
                    try {
                        payouts.pay(tenant, made.id(), "UTR" + i, Once.unkeyed());
                        return true;
                    } catch (Rejection e) {
                        return false;
                    }
                }))
                .toList()
                .stream()
                .filter(CompletableFuture::join)
                .count();

        assertThat(done).isEqualTo(1);
        assertThat(balance("bank", "INR")).isEqualTo(-50_000);
    }

    @Test
    void whatFailedIsInTheNextSettlement() {
        SettlementView first = settled(50_000);
        accounts.replace(tenant, BankAccount.of("Tea House", "000123456789", "HDFC0000001"));
        payouts.fail(tenant, first.id(), "Account is closed", Once.unkeyed());
        assertThatExceptionOfType(Rejection.class)
                .isThrownBy(() -> payouts.fail(tenant, first.id(), "again", Once.unkeyed()));
        awaitHorizon();
        SettlementView second = settlements.settleNow(tenant).getFirst();
        payouts.pay(tenant, second.id(), "UTR2", Once.unkeyed());
        payouts.fail(tenant, second.id(), "Returned by the bank", Once.unkeyed());
        awaitHorizon();
        SettlementView third = settlements.settleNow(tenant).getFirst();

        assertThat(second.calculation().returned()).isEqualTo(Money.of(50_000, "INR"));
        assertThat(second.payout()).isEqualTo(Money.of(50_000, "INR"));
        assertThat(third.payout()).isEqualTo(Money.of(50_000, "INR"));
        assertThat(balance("bank", "INR")).isZero();
        assertThat(balance("payouts", "INR")).isEqualTo(50_000);
        assertThat(ledger.trialBalance()).allMatch(Money::isZero);
    }

    @Test
    void payoutsOnHoldAreMadeAndNotPaid() {
        accounts.replace(tenant, BankAccount.of("Tea House", "000123456789", "HDFC0000001"));
        terms.hold(tenant, "Under review");
        SettlementView made = settled(50_000);

        assertThat(payouts.onHold(made)).contains(OnHold.HELD);
        assertThatExceptionOfType(Rejection.class)
                .isThrownBy(() -> payouts.pay(tenant, made.id(), "UTR", Once.unkeyed()));
        terms.release(tenant);

        assertThat(payouts.pay(tenant, made.id(), "UTR", Once.unkeyed()).status())
                .isEqualTo(SettlementStatus.PAID);
    }

    @Test
    void payoutsOfTestDataArePaidByThemselvesWhereThatIsWanted() {
        accounts.replace(tenant, BankAccount.of("Tea House", "000123456789", "HDFC0000001"));
        SettlementView made = settled(50_000);
        var live = new Tenant(tenant.merchant(), true);
        accounts.replace(live, BankAccount.of("Tea House", "000123456789", "HDFC0000001"));
        new PastTransfers(jdbc)
                .post(
                        live,
                        new Transfer(
                                TypeId.next(),
                                ACQUIRER,
                                Books.MERCHANT,
                                Money.of(700, "INR"),
                                "capture",
                                TypeId.next()),
                        now().minus(Duration.ofDays(2)));
        nightly.settle(live, now());

        nightly.payTestData();
        assertThat(settlements.find(tenant, made.id()).status()).isEqualTo(SettlementStatus.CREATED);
        new Nightly(settling, repository, payouts, ledger, merchants, automatically(), clock).payTestData();

        SettlementView paid = settlements.find(tenant, made.id());
        assertThat(paid.status()).isEqualTo(SettlementStatus.PAID);
        assertThat(paid.bankReference()).startsWith("SANDBOX-");
        assertThat(settlements.list(live, SettlementFilter.ANY, ALL).data())
                .singleElement()
                .matches(it -> it.status() == SettlementStatus.CREATED, "real money waits for a person");
    }

    private static SettlementsProperties automatically() {
        return new SettlementsProperties(
                Duration.ofHours(1), SettlementsProperties.Pay.AUTOMATICALLY, BigDecimal.ZERO, Map.of(), Map.of());
    }

    @Test
    void whatTheSettingsSayHoldsFromWhenTheyFirstSaidIt() {
        var two = new SettlementsProperties(
                Duration.ofHours(1),
                SettlementsProperties.Pay.BY_HAND,
                new BigDecimal("2.5"),
                Map.of("JPY", BigDecimal.TEN),
                Map.of("KWD", new BigDecimal("1.5")));
        Instant before = now().minusSeconds(60);

        new UsualTerms(termsRepository, two, clock).afterSingletonsInstantiated();
        int kept = termsRepository.usual().size();
        new UsualTerms(termsRepository, two, clock).afterSingletonsInstantiated();

        assertThat(termsRepository.usual()).as("said again it is no news").hasSize(kept);
        Schedule schedule = termsRepository.schedule(tenant);
        Instant later = now().plusSeconds(60);
        assertThat(schedule.at(Currency.getInstance("JPY"), later).fixed()).isEqualTo(Money.of(10, "JPY"));
        assertThat(schedule.at(Currency.getInstance("KWD"), later).minimum()).isEqualTo(Money.of(1_500, "KWD"));
        assertThat(schedule.at(Currency.getInstance("EUR"), later).rate()).isEqualTo(25_000);
        assertThat(schedule.at(Currency.getInstance("EUR"), before).rate()).isZero();
        new UsualTerms(termsRepository, none(), clock).afterSingletonsInstantiated();
        assertThat(termsRepository
                        .schedule(tenant)
                        .at(Currency.getInstance("JPY"), later)
                        .fixed())
                .as("what is no longer said ends")
                .isEqualTo(Money.of(0, "JPY"));
    }

    private static SettlementsProperties none() {
        return new SettlementsProperties(
                Duration.ofHours(1), SettlementsProperties.Pay.BY_HAND, BigDecimal.ZERO, Map.of(), Map.of());
    }

    @Test
    void termsAreAddedAndNeverChanged() {
        Instant later = now().plus(Duration.ofDays(1)).truncatedTo(ChronoUnit.SECONDS);
        Terms first = terms.add(tenant, terms(20_000, later));

        assertThatExceptionOfType(TermsTaken.class).isThrownBy(() -> terms.add(tenant, terms(30_000, later)));
        Terms past = terms.add(tenant, terms(10_000, Instant.EPOCH));

        assertThat(past.from()).as("never in the past").isAfter(now().minusSeconds(60));
        assertThat(terms.own(tenant)).containsExactly(first, past);
        assertThat(terms.now(tenant, Currency.getInstance("INR")).rate()).isEqualTo(10_000);
        for (String statement : List.of("update settlements.terms set rate = 0", "delete from settlements.terms")) {
            assertThatExceptionOfType(org.springframework.dao.DataAccessException.class)
                    .isThrownBy(() -> jdbc.sql(statement).update());
        }
    }

    @Test
    void anAdjustmentIsInTheNextSettlement() {
        terms.adjust(tenant, Money.of(1_000, "INR"), "A goodwill gift", Once.unkeyed());
        terms.adjust(tenant, Money.of(-300, "INR"), "A lost terminal", Once.unkeyed());
        awaitHorizon();

        SettlementView made = settlements.settleNow(tenant).getFirst();

        assertThat(made.calculation().adjustments()).isEqualTo(Money.of(700, "INR"));
        assertThat(terms.adjustments(tenant)).hasSize(2);
    }

    @Test
    void theForecastIsWhatIsThenPaid() {
        terms.add(tenant, terms(20_000, Instant.EPOCH));
        post(50_000);
        post(333);

        List<Settlements.Forecast> exact = settlements.forecast(tenant, 100);
        List<Settlements.Forecast> rough = settlements.forecast(tenant, 1);
        awaitHorizon();

        assertThat(rough).containsExactly(new Settlements.Forecast(Money.of(50_333, "INR"), true));
        assertThat(exact)
                .containsExactly(new Settlements.Forecast(
                        settlements.settleNow(tenant).getFirst().payout(), false));
        assertThat(settlements.forecast(tenant, 100)).isEmpty();
    }

    @Test
    void aListIsNarrowedAndPaged() {
        Month.random(new Random(11), now().minus(Duration.ofHours(3)), 40).post(tenant, new PastTransfers(jdbc));
        nightly.settle(tenant, now());

        var yen = new SettlementFilter(Set.of(), Currency.getInstance("JPY"), null, null);
        var first = settlements.list(tenant, SettlementFilter.ANY, PageQuery.first(3));
        assertThat(first.hasMore()).isTrue();
        assertThat(settlements.list(tenant, yen, ALL).data())
                .isNotEmpty()
                .allMatch(it -> it.currency().getCurrencyCode().equals("JPY"));
        assertThat(settlements
                        .list(tenant, new SettlementFilter(Set.of(SettlementStatus.PAID), null, null, null), ALL)
                        .data())
                .isEmpty();
    }

    @Test
    void aSpanThatMayStillChangeIsNotSettled() {
        post(50_000);
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> settling.settle(tenant, now().plusSeconds(1)));
        assertThat(all()).isEmpty();
    }

    @Test
    void aBrokenCommitLeavesNothingBehind() {
        post(50_000);
        awaitHorizon();
        saboteur.countdown.set(0);
        assertThatIllegalStateException().isThrownBy(() -> settlements.settleNow(tenant));

        assertThat(all()).isEmpty();
        assertThat(balance("merchant", "INR")).isEqualTo(50_000);
        assertThat(settlements.settleNow(tenant)).hasSize(1);
        assertThat(balance("payouts", "INR")).isEqualTo(50_000);
    }

    private SettlementView settled(long amount) {
        post(amount);
        awaitHorizon();
        return settlements.settleNow(tenant).getFirst();
    }

    /** What was posted just now can be settled in a moment. */
    private void awaitHorizon() {
        HorizonFixture.pass(settling::horizon);
    }

    private void post(long amount) {
        transactions.executeWithoutResult(_ -> ledger.post(
                tenant,
                new Transfer(
                        TypeId.next(), ACQUIRER, Books.MERCHANT, Money.of(amount, "INR"), "capture", TypeId.next())));
    }

    private void capture(long amount, Instant at) {
        transfer(ACQUIRER, Books.MERCHANT, amount, "capture", at);
    }

    private void transfer(Account debit, Account credit, long amount, String kind, Instant at) {
        var transfer = new Transfer(TypeId.next(), debit, credit, Money.of(amount, "INR"), kind, TypeId.next());
        new PastTransfers(jdbc).post(tenant, transfer, at);
    }

    /** As if they had been agreed then. */
    private void pastTerms(String currency, int rate, long fixed, long minimum, Instant from) {
        jdbc.sql("""
                        insert into settlements.terms
                            (merchant_id, livemode, currency, valid_from, rate, fixed, minimum)
                        values (?, ?, ?, ?, ?, ?, ?)
                        """)
                .params(tenant.merchant(), tenant.live(), currency, from.atOffset(java.time.ZoneOffset.UTC))
                .params(rate, fixed, minimum)
                .update();
    }

    private static Terms terms(int rate, Instant from) {
        return new Terms(rate, Money.of(0, "INR"), Money.of(0, "INR"), from);
    }

    private List<SettlementView> all() {
        var all = new ArrayList<SettlementView>();
        PageQuery query = ALL;
        while (true) {
            var page = settlements.list(tenant, SettlementFilter.ANY, query);
            all.addAll(page.data());
            if (!page.hasMore()) {
                return all;
            }
            query = new PageQuery(100, page.data().getLast().id().value(), null);
        }
    }

    private long balance(String account, String currency) {
        return ledger.balances(tenant).stream()
                .filter(it -> it.account().code().equals(account)
                        && it.amount().currency().getCurrencyCode().equals(currency))
                .mapToLong(it -> it.amount().minor())
                .findFirst()
                .orElse(0);
    }

    private Instant now() {
        return Instant.now();
    }
}
