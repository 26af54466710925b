package dev.florin.gateways;

import dev.florin.gateways.CallbackReader.Notice;
import dev.florin.gateways.CallbackReader.Notice.Told;
import dev.florin.gateways.CallbackReader.Notice.UnknownType;
import dev.florin.gateways.CallbackReader.Notice.Unreadable;
import dev.florin.gateways.CallbackRepository.Waiting;
import dev.florin.kernel.Rejection;
import dev.florin.platform.InHand;
import dev.florin.platform.Sha256;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Meter.MeterProvider;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Takes in what acquirers say of their own accord: proved, and stored in one statement before it is answered. */
@Component
class CallbackIntake {

    private static final Logger log = LoggerFactory.getLogger(CallbackIntake.class);

    private final Lines lines;
    private final CallbackRepository callbacks;
    private final CallbackHearing hearing;
    private final InstantSource clock;
    private final MeterProvider<Counter> counters;

    CallbackIntake(
            Lines lines,
            CallbackRepository callbacks,
            CallbackHearing hearing,
            InstantSource clock,
            MeterRegistry meters) {
        this.lines = lines;
        this.callbacks = callbacks;
        this.hearing = hearing;
        this.clock = clock;
        this.counters = Counter.builder("florin.gateways.callbacks")
                .description("Callbacks that came, by what was made of them")
                .withRegistry(meters);
    }

    /**
     * Returns when the callback is stored, now or earlier.
     *
     * @throws Rejection if it is nobody's or not proved to be the acquirer's; then nothing is stored
     */
    void take(GatewayId gateway, Function<String, @Nullable String> header, byte[] body) {
        CallbackReader reader = lines.find(gateway)
                .orElseThrow(() -> new UnknownGateway(gateway.name()))
                .acquirer()
                .callbacks();
        switch (reader.verify(header, body)) {
            case FORGED -> {
                count(gateway, "forged");
                throw new CallbackForged();
            }
            case STALE -> {
                count(gateway, "stale");
                throw new CallbackStale();
            }
            case GENUINE -> keep(arrival(gateway, reader.read(body), body));
        }
    }

    private void keep(CallbackArrival arrival) {
        GatewayId gateway = arrival.key().gateway();
        if (!callbacks.insert(arrival)) {
            count(gateway, "duplicate");
            return;
        }
        Waiting waiting = arrival.waiting();
        if (waiting != null) {
            count(gateway, "accepted");
            hearing.take(waiting);
            return;
        }
        count(gateway, arrival.state().wire());
        log.warn(
                "{} is kept and nothing else, as it is {}: {}",
                arrival.key(),
                arrival.state().wire(),
                Objects.requireNonNullElse(arrival.error(), arrival.notice().type()));
    }

    private CallbackArrival arrival(GatewayId gateway, Notice notice, byte[] body) {
        Instant now = clock.instant();
        var key = new CallbackKey(gateway, Objects.requireNonNullElseGet(notice.event(), () -> hash(body)));
        String text = CardMask.text(new String(body, StandardCharsets.UTF_8)).replace('\0', '\uFFFD');
        return switch (notice) {
            case Told told
            when told.tenant() == null ->
                new CallbackArrival(key, notice, now, text, CallbackState.ORPHANED, null, "names no account of ours");
            case Told _ ->
                new CallbackArrival(key, notice, now, text, CallbackState.PENDING, now.plus(InHand.LEASE), null);
            case UnknownType _ -> new CallbackArrival(key, notice, now, text, CallbackState.UNKNOWN_TYPE, null, null);
            case Unreadable(var _, var _, var why) ->
                new CallbackArrival(key, notice, now, text, CallbackState.UNREADABLE, null, why);
        };
    }

    /** What stands for the id of an event that has none: the same whenever the same is sent. */
    private static String hash(byte[] body) {
        return "sha256:" + Sha256.hex(body);
    }

    private void count(GatewayId gateway, String result) {
        counters.withTags("gateway", gateway.name(), "result", result).increment();
    }

    static final class UnknownGateway extends Rejection {
        UnknownGateway(String name) {
            super(Kind.NOT_FOUND, "gateway_not_found", "There is no gateway '%s' here.".formatted(name));
        }
    }

    static final class CallbackForged extends Rejection {
        CallbackForged() {
            super(
                    Kind.UNAUTHENTICATED,
                    "callback_signature_invalid",
                    "The signature is missing, or is not that of this body under the gateway's secret.");
        }
    }

    static final class CallbackStale extends Rejection {
        CallbackStale() {
            super(
                    Kind.UNAUTHENTICATED,
                    "callback_stale",
                    "The signature was made too long ago, or the clocks differ by more than five minutes.");
        }
    }
}
