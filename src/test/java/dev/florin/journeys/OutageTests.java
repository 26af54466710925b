package dev.florin.journeys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.florin.ApiClient.Reply;
import io.github.resilience4j.circuitbreaker.CircuitBreaker.State;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** The acquirer is down: payments fail without a charge, or succeed when it is up again, and never both. */
class OutageTests extends AcquirerAtFault {

    @Autowired
    MeterRegistry meters;

    @Test
    void thePaymentsOfAnOutageFailWithoutAChargeAndTheCircuitOpensAndCloses() {
        acquirer.switchOff();
        List<Watch> first = Crowd.of(10, _ -> begin(card(GOOD)));
        await().atMost(PATIENCE).until(() -> circuit().getState() == State.OPEN);
        assertThat(metered("open")).isEqualTo(1);
        List<Reply> refused = Crowd.of(10, _ -> api.pay(GOOD));

        acquirer.switchOn();
        await().atMost(PATIENCE).untilAsserted(() -> {
            assertThat(api.pay(GOOD).text("status")).isEqualTo("captured");
            assertThat(metered("closed")).isEqualTo(1);
        });

        assertThat(refused).allSatisfy(reply -> {
            assertThat(reply.body().at("/error/code").asString())
                    .as("%s", reply.body())
                    .isEqualTo("gateway_unavailable");
            assertThat(acquirer.approvals(reply.text("id"))).isZero();
        });
        first.forEach(this::isChargedOrUnavailable);
    }

    @Test
    void whatTheOutageCaughtInFlightIsChargedOnceOrNotAtAll() {
        acquirer.takeItsTime(800);
        List<Watch> watches = Crowd.of(20, caller -> {
            pause(caller * 60L);
            return caller == 14 ? switchOff(begin(card(GOOD))) : begin(card(GOOD));
        });
        pause(1500);
        acquirer.switchOn();

        assertThat(watches).extracting(this::isChargedOrUnavailable).contains("captured");
    }

    @Test
    void anAcquirerThatRefusesEverythingLeavesPaymentsOpenUntilItRecovers() {
        acquirer.refuseAll();
        List<Watch> watches = Crowd.of(3, _ -> begin(card(GOOD)));
        await().atMost(PATIENCE).until(() -> circuit().getState() == State.OPEN);
        assertThat(watches)
                .allSatisfy(w -> assertThat(api.get("/payments/" + w.payment()).text("status"))
                        .isEqualTo("pending"));

        acquirer.recover();
        for (Watch watch : watches) {
            assertThat(watch.awaitOver(PATIENCE)).isEqualTo("captured");
            watch.close();
            assertThat(acquirer.approvals(watch.payment())).isEqualTo(1);
        }
        await().atMost(PATIENCE).untilAsserted(() -> {
            api.pay(GOOD);
            assertThat(circuit().getState()).isEqualTo(State.CLOSED);
        });
    }

    @Test
    void aCaptureAskedForDuringAnOutageIsMadeAfterIt() {
        String payment = authorized();
        acquirer.switchOff();

        Reply asked = api.post("/payments/" + payment + "/capture", "{}", "Prefer", "wait=2");
        assertThat(asked.text("status")).as("%s", asked.body()).isEqualTo("authorized");
        assertThat(asked.number("amount_captured")).isZero();

        acquirer.switchOn();
        try (Watch watch = Watch.of(api, asked)) {
            assertThat(watch.awaitOver(PATIENCE)).isEqualTo("captured");
            assertThat(acquirer.captured(payment)).isEqualTo(50_000);
        }
    }

    private Watch switchOff(Watch watch) {
        acquirer.switchOff();
        return watch;
    }

    /** Either it was charged, once, or it was not and never will be. */
    private String isChargedOrUnavailable(Watch watch) {
        try (watch) {
            String status = watch.awaitOver(PATIENCE);
            boolean charged = status.equals("captured");
            assertThat(acquirer.approvals(watch.payment())).isEqualTo(charged ? 1 : 0);
            assertThat(api.get("/payments/" + watch.payment())
                            .body()
                            .at("/error/code")
                            .asString(""))
                    .isEqualTo(charged ? "" : "gateway_unavailable");
            return status;
        }
    }

    private double metered(String state) {
        return meters.get("resilience4j.circuitbreaker.state")
                .tag("name", "sandbox")
                .tag("state", state)
                .gauge()
                .value();
    }

    private static void pause(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
