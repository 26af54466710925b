package dev.florin.gateways;

import dev.florin.kernel.Money;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What is known of an {@link Instruction} after asking. Only the first two are final. */
public sealed interface Outcome {

    /**
     * The acquirer did it.
     *
     * @param acquirerReference the acquirer's own id of it
     * @param authCode the issuer's approval code, for cards
     * @param amount what it was done for
     */
    record Approved(String acquirerReference, @Nullable String authCode, Money amount) implements Outcome {}

    /**
     * The acquirer did not, and will not.
     *
     * @param acquirerReference null when it was refused before it got one
     * @param code a stable snake_case code, such as {@code insufficient_funds}; unknown ones of an acquirer's become
     *     {@code do_not_honor}
     * @param message for the merchant
     */
    record Declined(@Nullable String acquirerReference, String code, String message) implements Outcome {}

    /**
     * The acquirer has it and will decide later, perhaps after the customer has done something.
     *
     * @param action null when nobody has to do anything
     */
    record Pending(String acquirerReference, @Nullable Action action) implements Outcome {}

    /** In answer to an inquiry only: the acquirer has never seen this reference. It may still be on its way. */
    record NotFound() implements Outcome {}

    /**
     * It may have happened or not: a time-out, a cut connection, an answer that makes no sense. Ask again by the
     * reference; never guess.
     *
     * @param why for logs
     */
    record Unknown(String why) implements Outcome {}

    /**
     * It certainly did not happen: nothing was sent, because the connection was refused or the circuit breaker is open.
     * The same instruction may be tried again later.
     *
     * @param why for logs
     */
    record NotSent(String why) implements Outcome {}

    /**
     * What the customer has to do.
     *
     * @param url the issuer's page for {@link Kind#REDIRECT}; the {@code upi://pay?…} address for the others
     * @param expiresAt the acquirer's deadline; after it the outcome is a decline
     */
    record Action(Kind kind, String url, Instant expiresAt) {
        public enum Kind {
            /** Send the browser there, as for 3-D Secure. */
            REDIRECT,
            /** Show it as a QR code. */
            UPI_QR,
            /** Open it on the customer's phone. */
            UPI_INTENT,
            /** Nothing to show: the customer approves in the UPI app. */
            UPI_COLLECT
        }
    }
}
