package dev.florin.gateways.sandbox;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How the sandbox acquirer runs: properties {@code florin.sandbox.*} inside Florin; as a process of its own arguments
 * {@code --port=8090} or environment variables {@code SANDBOX_PORT}.
 *
 * @param host the address to listen on; loopback unless told otherwise
 * @param port 0 for any free one
 * @param log the file of facts
 * @param apiKey the secret that clients send as {@code Authorization: Bearer}
 * @param publicUrl where customers' browsers reach it; {@code http://localhost:<port>} when absent
 * @param callbackUrl where callbacks are sent; when absent, an acquirer inside Florin sends them there, and one outside
 *     makes none
 * @param callbacks which changes are told
 * @param callbackSecret the key of their signatures
 * @param testMode whether outcome and delay are those below ({@code TEST_MODE}), instead of drawn like a real issuer's
 * @param paymentSuccess in test mode: whether payments succeed ({@code TEST_PAYMENT_SUCCESS})
 * @param processingDelay in test mode: how long they take ({@code TEST_PROCESSING_DELAY})
 * @param customerDeadline how long a customer may take
 * @param disputeAfter how long after its capture a payment by the card for that is disputed, and evidence decided on; when
 *     absent, in test mode the processing delay, else three seconds
 */
@ConfigurationProperties("florin.sandbox")
public record SandboxOptions(
        @DefaultValue("127.0.0.1") String host,
        @DefaultValue("8090") int port,
        @DefaultValue("data/sandbox/facts.jsonl") Path log,
        @DefaultValue(DEFAULT_KEY) String apiKey,
        @Nullable URI publicUrl,
        @Nullable URI callbackUrl,
        @DefaultValue("asynchronous") Callbacks callbacks,
        @DefaultValue(DEFAULT_CALLBACK_SECRET) String callbackSecret,
        @DefaultValue("false") boolean testMode,
        @DefaultValue("true") boolean paymentSuccess,
        @DefaultValue("1s") Duration processingDelay,
        @DefaultValue("10m") Duration customerDeadline,
        @Nullable Duration disputeAfter) {

    /** Which changes are told by callbacks. */
    public enum Callbacks {
        /** Those that no answer told: what was pending and is no longer. */
        ASYNCHRONOUS,
        /** Every change, also to the one who asked for it and was answered. */
        ALL
    }

    /** What client and acquirer use when nothing is configured: no secret, as the sandbox moves no money. */
    public static final String DEFAULT_KEY = "sandbox_key_florin";

    private static final Duration USUAL_DISPUTE = Duration.ofSeconds(3);

    public static final String DEFAULT_CALLBACK_SECRET = "sandbox_callbacks_florin";

    public SandboxOptions {
        if (port < 0 || port > 65535) {
            throw new IllegalArgumentException("florin.sandbox.port is not a port: " + port);
        }
        if (processingDelay.isNegative()
                || !customerDeadline.isPositive()
                || disputeAfter != null && disputeAfter.isNegative()) {
            throw new IllegalArgumentException("florin.sandbox: a delay is 0 or more, a deadline more than 0");
        }
    }

    Duration disputesAfter() {
        return Objects.requireNonNullElse(disputeAfter, testMode ? processingDelay : USUAL_DISPUTE);
    }

    /** For the process of its own; an argument wins over the environment. */
    static SandboxOptions parse(String[] arguments, Map<String, String> environment) {
        Map<String, String> given = new HashMap<>();
        environment.forEach((name, value) -> {
            if (name.startsWith("SANDBOX_") || name.startsWith("TEST_")) {
                given.put(name.replaceFirst("SANDBOX_", ""), value);
            }
        });
        for (String argument : arguments) {
            int equals = argument.indexOf('=');
            if (!argument.startsWith("--") || equals < 0) {
                throw new IllegalArgumentException("Expected --name=value instead of " + argument);
            }
            String name = argument.substring(2, equals).toUpperCase(Locale.ROOT).replace('-', '_');
            given.put(name, argument.substring(equals + 1));
        }
        return from(given);
    }

    private static SandboxOptions from(Map<String, String> given) {
        String publicUrl = given.get("PUBLIC_URL");
        String disputeAfter = given.get("DISPUTE_AFTER");
        String callbackUrl = given.get("CALLBACK_URL");
        return new SandboxOptions(
                given.getOrDefault("HOST", "127.0.0.1"),
                Integer.parseInt(given.getOrDefault("PORT", "8090")),
                Path.of(given.getOrDefault("LOG", "data/sandbox/facts.jsonl")),
                given.getOrDefault("API_KEY", DEFAULT_KEY),
                publicUrl == null ? null : URI.create(publicUrl),
                callbackUrl == null ? null : URI.create(callbackUrl),
                Callbacks.valueOf(
                        given.getOrDefault("CALLBACKS", "asynchronous").toUpperCase(Locale.ROOT)),
                given.getOrDefault("CALLBACK_SECRET", DEFAULT_CALLBACK_SECRET),
                Boolean.parseBoolean(given.getOrDefault("TEST_MODE", "false")),
                Boolean.parseBoolean(given.getOrDefault("TEST_PAYMENT_SUCCESS", "true")),
                Duration.ofMillis(Long.parseLong(given.getOrDefault("TEST_PROCESSING_DELAY", "1000"))),
                Duration.ofSeconds(Long.parseLong(given.getOrDefault("CUSTOMER_DEADLINE", "600"))),
                disputeAfter == null ? null : Duration.ofMillis(Long.parseLong(disputeAfter)));
    }
}
