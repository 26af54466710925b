package dev.florin.ledger;

import static dev.florin.ledger.TransferFixture.ACQUIRER;
import static dev.florin.ledger.TransferFixture.MERCHANT;
import static dev.florin.ledger.TransferFixture.capture;
import static dev.florin.ledger.TransferFixture.refund;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.florin.FlorinTest;
import dev.florin.kernel.Money;
import dev.florin.kernel.Tenant;
import dev.florin.kernel.TypeId;
import dev.florin.ledger.Ledger.Balance;
import dev.florin.platform.Horizon;
import dev.florin.platform.HorizonFixture;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

@FlorinTest
class LedgerTests {

    @Autowired
    Ledger ledger;

    @Autowired
    RollUp rollUp;

    @Autowired
    Horizon horizon;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    PlatformTransactionManager transactions;

    final Tenant tenant = new Tenant(TypeId.next(), false);

    @Test
    void balancesAreFoldedFromTransfersPerCurrency() {
        var payment = TypeId.next();
        post(
                capture(TypeId.next(), payment, Money.of(50_000, "INR")),
                refund(payment, Money.of(20_000, "INR")),
                capture(1_500, "KWD"));

        assertThat(ledger.balances(tenant))
                .containsExactly(
                        new Balance(ACQUIRER, Money.of(30_000, "INR")),
                        new Balance(MERCHANT, Money.of(30_000, "INR")),
                        new Balance(ACQUIRER, Money.of(1_500, "KWD")),
                        new Balance(MERCHANT, Money.of(1_500, "KWD")));
    }

    @Test
    void anAccountMayBeOverdrawn() {
        post(refund(TypeId.next(), Money.of(500, "JPY")));

        assertThat(ledger.balances(tenant)).contains(new Balance(MERCHANT, Money.of(-500, "JPY")));
    }

    @Test
    void merchantsAndModesHaveBooksOfTheirOwn() {
        post(capture(100, "EUR"));

        assertThat(ledger.balances(new Tenant(tenant.merchant(), true))).isEmpty();
        assertThat(ledger.balances(new Tenant(TypeId.next(), false))).isEmpty();
    }

    @Test
    void transfersAboutASubjectComeOldestFirst() {
        var payment = TypeId.next();
        var first = capture(TypeId.next(), payment, Money.of(300, "EUR"));
        var second = capture(TypeId.next(), payment, Money.of(200, "EUR"));
        var third = refund(payment, Money.of(100, "EUR"));
        post(first);
        post(second);
        post(third, capture(1, "EUR"));

        assertThat(ledger.transfers(tenant, payment)).containsExactly(first, second, third);
        assertThat(ledger.transfers(new Tenant(tenant.merchant(), true), payment))
                .isEmpty();
    }

    @Test
    void theSameFactIsNeverPostedTwice() {
        var capture = capture(100, "EUR");
        post(capture);

        assertThatExceptionOfType(DuplicateKeyException.class).isThrownBy(() -> post(capture(7, "EUR"), capture));
        assertThat(ledger.balances(tenant)).contains(new Balance(MERCHANT, Money.of(100, "EUR")));
    }

    @Test
    void aTransferGoesWhereItsTransactionGoes() {
        new TransactionTemplate(transactions).executeWithoutResult(transaction -> {
            ledger.post(tenant, capture(100, "EUR"));
            transaction.setRollbackOnly();
        });

        assertThat(ledger.balances(tenant)).isEmpty();
    }

    @Test
    void postingOutsideOfATransactionIsRefused() {
        assertThatIllegalStateException().isThrownBy(() -> ledger.post(tenant, capture(100, "EUR")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "update ledger.transfer set amount = amount + 1",
                "update ledger.transfer set posted_at = now() where amount = 100",
                "delete from ledger.transfer",
                "delete from ledger.transfer where amount = 100"
            })
    void theDatabaseRefusesToChangeATransfer(String statement) {
        post(capture(100, "EUR"));

        assertThatExceptionOfType(DataAccessException.class)
                .isThrownBy(() -> jdbc.sql(statement).update());
        assertThat(ledger.balances(tenant)).contains(new Balance(MERCHANT, Money.of(100, "EUR")));
    }

    @Test
    void rollingUpChangesNoBalance() {
        post(capture(100, "EUR"));
        HorizonFixture.pass(horizon, Duration.ZERO);
        rollUp.run(Duration.ZERO);
        post(refund(TypeId.next(), Money.of(30, "EUR")), capture(5, "USD"));
        var before = ledger.balances(tenant);

        rollUp.run(Duration.ZERO);
        rollUp.run(Duration.ZERO);

        assertThat(before).contains(new Balance(MERCHANT, Money.of(70, "EUR")));
        assertThat(ledger.balances(tenant)).isEqualTo(before);
        assertThat(ledger.trialBalance()).isNotEmpty().allMatch(Money::isZero);
        assertThat(jdbc.sql("select count(*) from ledger.rollup where merchant_id = ?")
                        .param(tenant.merchant())
                        .query(Long.class)
                        .single())
                .as("rolled up for real")
                .isPositive();
    }

    @Test
    void aLongerLagNeverRollsBack() {
        rollUp.run(Duration.ZERO);
        post(capture(100, "EUR"));

        rollUp.run(Duration.ofDays(1));

        assertThat(ledger.balances(tenant)).contains(new Balance(MERCHANT, Money.of(100, "EUR")));
    }

    private void post(Transfer... transfers) {
        new TransactionTemplate(transactions).executeWithoutResult(_ -> ledger.post(tenant, transfers));
    }
}
