package dev.florin.gateways;

import dev.florin.gateways.Callback.Operation;
import dev.florin.kernel.Tenant;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** How one acquirer proves its callbacks to be its own, and what it says in them. */
interface CallbackReader {

    /** @param header the first value of a header by its name; null if there is none */
    Proof verify(Function<String, @Nullable String> header, byte[] body);

    /** What a proved body says. Never throws for what it holds. */
    Notice read(byte[] body);

    enum Proof {
        GENUINE,
        /** Not signed by the acquirer. */
        FORGED,
        /** Signed by the acquirer, but too long ago or ahead: perhaps recorded and sent again by somebody else. */
        STALE
    }

    /** What a callback says, as far as it can be understood. */
    sealed interface Notice {

        /** The acquirer's id of the event; null where it cannot be read. */
        @Nullable
        String event();

        @Nullable
        String type();

        /**
         * @param tenant null where the acquirer does not say whom it concerns
         * @param chargeback of a dispute whose tenant is known
         */
        record Told(
                String event,
                String type,
                @Nullable Tenant tenant,
                Operation operation,
                UUID subject,
                UUID reference,
                Outcome outcome,
                @Nullable Chargeback chargeback)
                implements Notice {

            Told(
                    String event,
                    String type,
                    @Nullable Tenant tenant,
                    Operation operation,
                    UUID subject,
                    UUID reference,
                    Outcome outcome) {
                this(event, type, tenant, operation, subject, reference, outcome, null);
            }
        }

        record UnknownType(String event, String type) implements Notice {}

        record Unreadable(@Nullable String event, @Nullable String type, String why) implements Notice {}
    }
}
