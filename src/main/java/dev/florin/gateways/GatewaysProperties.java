package dev.florin.gateways;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.context.properties.bind.Name;

/**
 * {@code florin.gateways.*}
 *
 * @param preferred {@code default}: which gateway serves new payments
 * @param retries pauses before each retry of an instruction
 */
@ConfigurationProperties("florin.gateways")
record GatewaysProperties(
        @Name("default") @DefaultValue("sandbox") String preferred,
        @DefaultValue({"1s", "2s", "4s"}) List<Duration> retries,
        @DefaultValue Breaker breaker,
        @DefaultValue Sandbox sandbox) {

    GatewayId preferredGateway() {
        return new GatewayId(preferred);
    }

    /**
     * When a circuit opens, and for how long.
     *
     * @param window how many of the last calls are looked at
     * @param minimumCalls how many there must have been
     * @param failurePercent it opens when this many of them failed, or were slow
     * @param slowAfter a call that takes longer is slow
     * @param openFor how long it stays open before trial calls are let through
     * @param trialCalls how many of those decide whether it closes
     */
    record Breaker(
            @DefaultValue("50") int window,
            @DefaultValue("20") int minimumCalls,
            @DefaultValue("50") int failurePercent,
            @DefaultValue("25s") Duration slowAfter,
            @DefaultValue("5s") Duration openFor,
            @DefaultValue("5") int trialCalls) {}

    /**
     * How the sandbox acquirer is reached.
     *
     * @param url absent: the one inside this process, where there is one
     * @param apiKey absent: the one of the acquirer inside this process, or its default
     * @param callbackSecret the key of its callbacks' signatures; absent: as for the API key
     * @param responseTimeout from request to whole answer
     * @param connections how many at most
     * @param servesLive whether it may take live mode's payments, for rehearsals; it moves no money
     */
    record Sandbox(
            @Nullable URI url,
            @Nullable String apiKey,
            @Nullable String callbackSecret,
            @DefaultValue("2s") Duration connectTimeout,
            @DefaultValue("30s") Duration responseTimeout,
            @DefaultValue("256") int connections,
            @DefaultValue("false") boolean servesLive) {}
}
