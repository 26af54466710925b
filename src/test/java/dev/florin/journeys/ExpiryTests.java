package dev.florin.journeys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.task.TaskInstanceId;
import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import dev.florin.ApiClient.Reply;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** What ends by itself when its time is over. */
class ExpiryTests extends AcquirerAtFault {

    private static final Duration CAPTURE_WINDOW = Duration.ofDays(7);

    @Autowired
    Scheduler jobs;

    @Test
    void anAuthorisationThatIsNotCapturedInSevenDaysIsExpiredAndVoided() {
        String payment = authorized();
        time.pass(CAPTURE_WINDOW.minusHours(1));
        run("payments.expire-authorizations");
        assertThat(status(payment)).isEqualTo("authorized");

        time.pass(Duration.ofHours(2));
        run("payments.expire-authorizations");

        await().atMost(PATIENCE).until(() -> status(payment).equals("expired"));
        assertThat(acquirer.facts().charge(Acquirer.reference(payment)).voided())
                .isEqualTo(50_000);
        assertThat(api.post("/payments/" + payment + "/capture", "{}").status()).isEqualTo(409);
    }

    @Test
    void whatWasCapturedInSevenDaysIsKeptAndTheRestIsVoided() {
        String payment = authorized();
        api.post("/payments/" + payment + "/capture", "{\"amount\":20000}");
        time.pass(CAPTURE_WINDOW.plusMinutes(1));
        run("payments.expire-authorizations");

        await().atMost(PATIENCE).until(() -> status(payment).equals("captured"));
        var charge = acquirer.facts().charge(Acquirer.reference(payment));
        assertThat(charge.captured()).isEqualTo(20_000);
        assertThat(charge.voided()).isEqualTo(30_000);
    }

    @Test
    void anOrderThatNobodyPaysExpiresAndCannotBePaidAnyMore() {
        String order = api.post("/orders", "{\"amount\":50000,\"currency\":\"INR\",\"expires_in\":900}")
                .text("id");
        time.pass(Duration.ofMinutes(16));
        assertThat(pay(order).text("code")).as("also before the job comes").isEqualTo("order_expired");

        run("orders.expire");

        await().atMost(PATIENCE)
                .until(() -> api.get("/orders/" + order).text("status").equals("expired"));
        assertThat(pay(order).text("code")).isEqualTo("order_expired");
    }

    @Test
    void anOrderIsNotExpiredWhileItIsBeingPaid() {
        acquirer.takeItsTime(1500);
        String order = api.post("/orders", "{\"amount\":50000,\"currency\":\"INR\",\"expires_in\":900}")
                .text("id");
        Reply begun = api.post("/payments", payment(order));
        time.pass(Duration.ofMinutes(16));
        run("orders.expire");

        try (Watch watch = Watch.of(api, begun)) {
            assertThat(watch.awaitOver(PATIENCE)).isEqualTo("captured");
        }
        assertThat(api.get("/orders/" + order).text("status")).isEqualTo("paid");
    }

    @Test
    void anAuthorisationThatNeverArrivedIsGivenUpForGood() {
        acquirer.fail("authorize", "cut_before", 0);
        try (Watch watch = begin(card(GOOD))) {
            await().atMost(PATIENCE)
                    .until(() -> api.get("/payments/" + watch.payment())
                                    .body()
                                    .get("events")
                                    .size()
                            > 1);
            time.pass(Duration.ofMinutes(3));

            assertThat(watch.awaitOver(PATIENCE)).isEqualTo("failed");
            assertThat(api.get("/payments/" + watch.payment())
                            .body()
                            .at("/error/code")
                            .asString())
                    .isEqualTo("gateway_timeout");

            acquirer.recover();
            var early = acquirer.talk().authorize(Acquirer.reference(watch.payment()), 50_000, true, GOOD);
            assertThat(early.status())
                    .as("a copy that was on its way: %s", early)
                    .isEqualTo("declined");
        }
    }

    private Reply pay(String order) {
        return api.post("/payments", payment(order), "Prefer", "wait=20");
    }

    private static String payment(String order) {
        return """
                {"order_id":"%s","card":{"number":"%s","exp_month":12,"exp_year":2030,"cvc":"123"}}""".formatted(order, GOOD);
    }

    private String status(String payment) {
        return api.get("/payments/" + payment).text("status");
    }

    /** Has a job run now instead of at its time, and waits until it has. */
    private void run(String job) {
        var id = TaskInstanceId.of(job, RecurringTask.INSTANCE);
        Instant asked = Instant.now();
        await().atMost(PATIENCE).ignoreExceptions().until(() -> {
            jobs.reschedule(id, asked);
            return true;
        });
        await().atMost(PATIENCE)
                .until(() -> jobs.getScheduledExecution(id)
                        .map(execution -> execution.getLastSuccess() != null
                                && !execution.getLastSuccess().isBefore(asked))
                        .orElse(false));
    }
}
