package dev.florin.ledger;

import static dev.florin.ledger.TransferFixture.ACQUIRER;
import static dev.florin.ledger.TransferFixture.MERCHANT;
import static dev.florin.ledger.TransferFixture.capture;
import static dev.florin.ledger.TransferFixture.refund;
import static org.assertj.core.api.Assertions.assertThat;

import dev.florin.FlorinTest;
import dev.florin.kernel.Money;
import dev.florin.kernel.Tenant;
import dev.florin.kernel.TypeId;
import dev.florin.ledger.Ledger.Balance;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Posting, rolling up and reading all at once: nobody ever sees books that do not balance. */
@FlorinTest
class BalancesUnderLoadTests {

    @Autowired
    Ledger ledger;

    @Autowired
    RollUp rollUp;

    @Autowired
    PlatformTransactionManager transactions;

    final Tenant tenant = new Tenant(TypeId.next(), false);
    final LongAdder posted = new LongAdder();
    final AtomicBoolean over = new AtomicBoolean();

    @Test
    void balancesAreRightAtEveryInstant() throws Exception {
        List<Callable<Object>> all = Stream.of(
                        repeated(() -> post(0)),
                        repeated(() -> post(0)),
                        repeated(() -> post(300)), // far longer than the lag of the roll-up
                        repeated(() -> rollUp.run(Duration.ofMillis(20))),
                        repeated(this::read))
                .toList();
        try (var threads = Executors.newFixedThreadPool(all.size() + 1)) {
            var running = all.stream().map(threads::submit).toList();
            Thread.sleep(3_000);
            over.set(true);
            for (var each : running) {
                each.get();
            }
        }

        assertThat(ledger.balances(tenant)).containsExactly(balance(ACQUIRER), balance(MERCHANT));
        rollUp.run(Duration.ZERO);
        assertThat(ledger.balances(tenant)).containsExactly(balance(ACQUIRER), balance(MERCHANT));
    }

    private Balance balance(Account account) {
        return new Balance(account, Money.of(posted.sum(), "EUR"));
    }

    private Callable<Object> repeated(Callable<?> step) {
        return () -> {
            while (!over.get()) {
                step.call();
            }
            return "done";
        };
    }

    private Object post(long pause) {
        long captured = ThreadLocalRandom.current().nextLong(2, 1_000);
        new TransactionTemplate(transactions).executeWithoutResult(_ -> {
            var payment = TypeId.next();
            ledger.post(
                    tenant,
                    capture(TypeId.next(), payment, Money.of(captured, "EUR")),
                    refund(payment, Money.of(1, "EUR")));
            sleep(pause);
        });
        posted.add(captured - 1);
        return captured;
    }

    private Object read() {
        long atLeast = posted.sum();
        var balances = ledger.balances(tenant);
        var amounts = balances.stream().map(Balance::amount).distinct().toList();
        assertThat(amounts).as("both accounts of one snapshot are equal").hasSizeLessThan(2);
        assertThat(amounts).allMatch(amount -> amount.minor() >= atLeast);
        assertThat(ledger.trialBalance()).allMatch(Money::isZero);
        return balances;
    }

    private static void sleep(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
