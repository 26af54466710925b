package dev.florin.gateways;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.florin.FlorinTest;
import dev.florin.kernel.Rejection;
import dev.florin.platform.Instance;
import dev.florin.platform.Traces;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** Gateways that a person holds, on the instance that is asked and on another. */
@FlorinTest
class GatewaySwitchesTests {

    private static final GatewayId SANDBOX = new GatewayId("sandbox");

    @Autowired
    GatewaySwitches switches;

    @Autowired
    Gateways gateways;

    @Autowired
    Lines lines;

    @Autowired
    GatewayHealthRepository repository;

    @Autowired
    InstantSource clock;

    @AfterEach
    void release() {
        switches.release(SANDBOX);
    }

    @Test
    void whatIsHeldTakesNoInstructionUntilItIsReleased() {
        Circuit circuit = lines.find(SANDBOX).orElseThrow().circuit();

        switches.hold(SANDBOX);

        assertThat(gateways.circuit(SANDBOX)).hasValue("forced_open");
        assertThat(circuit.instruct(GatewaySwitchesTests::healthy)).isEmpty();
        assertThat(circuit.inquire(GatewaySwitchesTests::healthy)).isPresent();
        assertThat(gateways.circuit(SANDBOX))
                .as("a good answer to an inquiry releases nothing")
                .hasValue("forced_open");

        switches.release(SANDBOX);

        assertThat(gateways.circuit(SANDBOX)).hasValue("half_open");
        assertThat(circuit.instruct(GatewaySwitchesTests::healthy)).isPresent();
    }

    @Test
    void anotherInstanceGoesByItAndSoDoesOneThatStartsLater() {
        var other = new Circuit(CircuitBreaker.ofDefaults("other"));
        GatewaySwitches there = instance(other);
        switches.hold(SANDBOX);

        there.tick();
        assertThat(other.state()).isEqualTo(CircuitBreaker.State.FORCED_OPEN);

        var late = new Circuit(CircuitBreaker.ofDefaults("late"));
        GatewaySwitches started = instance(late);
        started.tick();
        assertThat(late.state()).isEqualTo(CircuitBreaker.State.FORCED_OPEN);

        switches.release(SANDBOX);
        there.tick();
        assertThat(other.state()).isEqualTo(CircuitBreaker.State.HALF_OPEN);
    }

    @Test
    void anOldReleaseOpensNoCircuitThatHasOpenedSince() {
        switches.release(SANDBOX);
        var circuit = new Circuit(CircuitBreaker.ofDefaults("fresh"));
        GatewaySwitches instance = instance(circuit);
        instance.tick();

        circuit.hold(); // by itself, as far as the switch knows
        instance.tick();

        assertThat(circuit.state()).isEqualTo(CircuitBreaker.State.FORCED_OPEN);
    }

    @Test
    void eachInstanceSaysHowItFindsEachGateway() {
        assertThat(switches.all()).anySatisfy(health -> {
            assertThat(health.gateway()).isEqualTo(SANDBOX);
            assertThat(health.instance()).isEqualTo(Instance.name());
            assertThat(health.isOpen()).isFalse();
        });
    }

    @Test
    void theLastCallsAreSummedUpAndKeptMasked() {
        var recent = new RecentCalls();
        for (int i = 1; i <= 100; i++) {
            recent.count(SANDBOX, attempt(Duration.ofMillis(i), i % 10 != 0));
        }

        RecentCalls.Summary summary = recent.since(SANDBOX, Instant.EPOCH);

        assertThat(summary.calls()).isEqualTo(100);
        assertThat(summary.failures()).isEqualTo(10);
        assertThat(summary.p95()).isEqualTo(Duration.ofMillis(95));
        assertThat(recent.exchanges(SANDBOX)).hasSize(20);
        assertThat(recent.exchanges(SANDBOX).getFirst().answer()).hasSizeLessThan(2100);
    }

    @Test
    void aGatewayThatIsNotThereCannotBeHeld() {
        assertThatExceptionOfType(Rejection.class)
                .isThrownBy(() -> switches.hold(new GatewayId("nobody")))
                .extracting(Rejection::code)
                .isEqualTo("gateway_not_found");
    }

    private GatewaySwitches instance(Circuit circuit) {
        Acquirer acquirer = lines.find(SANDBOX).orElseThrow().acquirer();
        return new GatewaySwitches(
                new Lines(List.of(new Line(acquirer, circuit, List.of(), (_, _) -> {}, Traces.NONE))),
                new RecentCalls(),
                repository,
                clock);
    }

    private static Attempt healthy() {
        return attempt(Duration.ofMillis(3), true);
    }

    private static Attempt attempt(Duration took, boolean healthy) {
        var exchange =
                new Exchange(Instant.parse("2026-03-01T10:00:00Z"), took, "inquire", "{}", 200, "x".repeat(5000));
        return new Attempt(new Outcome.Unknown("a test"), exchange, false, healthy);
    }
}
