package dev.florin.gateways;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How one instance of Florin finds one gateway.
 *
 * @param instance by the name that {@code Instance} gives it
 * @param at when it said so
 * @param circuit {@code closed}, {@code half_open}, {@code open}; {@code forced_open} while a person holds it open
 * @param calls how many it made in the five minutes before, at most some hundred
 * @param failures how many of them brought no answer, or an error
 * @param p50 null where there were none
 */
public record GatewayHealth(
        GatewayId gateway,
        String instance,
        Instant at,
        String circuit,
        int calls,
        int failures,
        @Nullable Duration p50,
        @Nullable Duration p95) {

    /** Whether it takes instructions from that instance. */
    public boolean isOpen() {
        return circuit.endsWith("open") && !circuit.equals("half_open");
    }
}
