package dev.florin.webhooks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.florin.kernel.Tenant;
import dev.florin.webhooks.Lane.Sent;
import dev.florin.webhooks.Lanes.Turn;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class LanesTests {

    private static final Tenant TENANT = new Tenant(UUID.randomUUID(), false);

    private final Lanes lanes = new Lanes(8, 4);

    @Test
    void oneAttemptShowsWhatAnEndpointIsLikeBeforeThereAreFour() {
        var endpoint = EndpointId.next();
        add(endpoint, 10);
        List<Turn> first = start();
        assertThat(first).hasSize(1);
        lanes.end(first.getFirst(), Duration.ofMillis(20), Sent.ANSWERED);
        assertThat(start()).hasSize(4);
    }

    @Test
    void slowEndpointsShareHalfOfTheRoom() {
        for (int i = 0; i < 10; i++) {
            prove(EndpointId.next(), Duration.ofSeconds(2), Sent.ANSWERED, 8);
        }
        assertThat(start()).hasSize(4);
        add(EndpointId.next(), 1);
        assertThat(start()).as("another finds room").hasSize(1);
    }

    @Test
    void aDeadEndpointHasOneAttemptAtATime() {
        var dead = EndpointId.next();
        prove(dead, Duration.ofSeconds(5), Sent.UNANSWERED, 8);
        List<Turn> trial = start();
        assertThat(trial).hasSize(1);
        lanes.end(trial.getFirst(), Duration.ZERO, Sent.NOT_AT_ALL);
        assertThat(start()).as("nothing was learned").hasSize(1);
    }

    @Test
    void aSlowEndpointThatIsQuickAgainIsForgiven() {
        var endpoint = EndpointId.next();
        prove(endpoint, Duration.ofSeconds(5), Sent.UNANSWERED, 8);
        lanes.end(start().getFirst(), Duration.ofMillis(5), Sent.ANSWERED);
        assertThat(start()).hasSize(4).noneMatch(Turn::slow);
    }

    @Test
    void endpointsTakeTurns() {
        var one = EndpointId.next();
        var other = EndpointId.next();
        prove(one, Duration.ofMillis(5), Sent.ANSWERED, 500);
        prove(other, Duration.ofMillis(5), Sent.ANSWERED, 500);
        assertThat(start().stream().filter(t -> t.parcel().endpoint().equals(one)))
                .hasSize(4);
    }

    @Test
    void whatDoesNotFitWaitsInTheDatabase() {
        var endpoint = EndpointId.next();
        add(endpoint, Lanes.LONGEST);
        assertThat(lanes.takes(endpoint)).isFalse();
        assertThat(lanes.takes(EndpointId.next())).isTrue();
        assertThat(lanes.busy(100)).containsExactly(endpoint);
    }

    /** One attempt that ends so, and then as many that wait. */
    private void prove(EndpointId endpoint, Duration took, Sent sent, int more) {
        add(endpoint, 1);
        Turn turn = lanes.next().orElseThrow();
        add(endpoint, more);
        lanes.end(turn, took, sent);
    }

    private List<Turn> start() {
        List<Turn> turns = new ArrayList<>();
        for (var turn = lanes.next(); turn.isPresent(); turn = lanes.next()) {
            turns.add(turn.get());
        }
        return turns;
    }

    private void add(EndpointId endpoint, int count) {
        for (int i = 0; i < count; i++) {
            assertThat(lanes.add(parcel(endpoint))).isTrue();
        }
    }

    private static Parcel parcel(EndpointId endpoint) {
        return new Parcel(
                TENANT, DeliveryId.next(), EventId.next(), "payment.success", endpoint, "{}", 0, false, null, 0);
    }
}
