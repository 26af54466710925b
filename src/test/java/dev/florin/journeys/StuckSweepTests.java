package dev.florin.journeys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.florin.ApiClient.Reply;
import dev.florin.consistency.Sweeps;
import dev.florin.consistency.Sweeps.Sweep;
import dev.florin.kernel.TypeId;
import dev.florin.payments.StuckPayments;
import dev.florin.refunds.StuckRefunds;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What an acquirer leaves open for more than ten minutes is asked about every five, and what came of it is told. */
class StuckSweepTests extends AcquirerAtFault {

    private static final Duration STUCK = Duration.ofMinutes(11);

    @Autowired
    Sweeps sweeps;

    @Autowired
    ApplicationContext florin;

    /** Nobody else is to decide it: the ordinary resolution comes round to it in an hour alone. */
    private void leaveToTheSweep(String table) throws InterruptedException {
        putOff(table);
        Thread.sleep(500); // for whoever had it in hand just then
        putOff(table);
    }

    private void putOff(String table) {
        JdbcClient.create(database)
                .sql("update %s set resolve_after = ?, previous_status = status where resolve_after is not null"
                        .formatted(table))
                .param(time.instant().plus(Duration.ofHours(1)).atOffset(ZoneOffset.UTC))
                .update();
    }

    private Sweep sweep(String what) {
        if (what.equals("payments")) {
            StuckPayments.sweep(florin);
        } else {
            StuckRefunds.sweep(florin);
        }
        return sweeps.newest(100).stream()
                .filter(one -> one.what().equals(what))
                .findFirst()
                .orElseThrow();
    }

    @ParameterizedTest
    // Of a payment that never reached the acquirer its customer has long gone: it is not made anew
    @CsvSource({"payments, failed", "refunds, processed"})
    void whatIsStuckIsToldAndDecidedOnceTheAcquirerAnswers(String what, String end) throws InterruptedException {
        String table = what.equals("payments") ? "payments.payment" : "refunds.refund";
        String path = what.equals("payments") ? "/payments/" + stuckPayment() : "/refunds/" + stuckRefund();
        if (what.equals("refunds")) {
            acquirer.switchOff(); // a payment that cannot have been sent fails
        }
        leaveToTheSweep(table);
        time.pass(STUCK);

        Sweep inVain = sweep(what);

        assertThat(inVain.found()).isEqualTo(1);
        assertThat(inVain.asked()).isEqualTo(1);
        assertThat(inVain.decided()).isEmpty();
        assertThat(inVain.openStill()).isEqualTo(1);

        leaveToTheSweep(table);
        acquirer.recover();
        Thread.sleep(1_000); // connections that were cut are taken for good as long
        if (what.equals("refunds")) { // the acquirer goes on with it in its own time
            UUID refund = reference(path.substring("/refunds/".length()));
            await().atMost(PATIENCE).until(() -> acquirer.facts().refunds().containsKey(refund));
        }
        leaveToTheSweep(table);
        circuit().reset();
        Sweep done = sweep(what);

        assertThat(done.found()).isEqualTo(1);
        assertThat(done.decided()).isEqualTo(Map.of(end, 1));
        assertThat(done.openStill()).isZero();
        assertThat(api.get(path).text("status")).isEqualTo(end);
    }

    private String stuckPayment() {
        acquirer.refuseAll();
        Reply begun = api.post("/payments", card(GOOD));
        await().atMost(PATIENCE)
                .until(() -> api.get("/payments/" + begun.text("id"))
                                .body()
                                .toString()
                                .contains("left_open")
                        || exchanges(begun.text("id")) > 1);
        return begun.text("id");
    }

    private String stuckRefund() {
        String payment = api.pay(GOOD).text("id");
        acquirer.fail("inquire", "refuse", 0);
        acquirer.fail("refund", "cut_after", 1);
        String refund = api.post("/payments/" + payment + "/refunds", "{}").text("id");
        await().atMost(PATIENCE).until(() -> acquirer.facts().accepted(reference(refund)));
        return refund;
    }

    private static UUID reference(String refund) {
        return TypeId.parse("rfnd", refund).orElseThrow();
    }
}
