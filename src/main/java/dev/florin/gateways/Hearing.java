package dev.florin.gateways;

import java.util.List;

/**
 * What an acquirer said when it was told or asked about a dispute.
 *
 * @param exchanges to be recorded with what follows from it
 */
public record Hearing(Finding finding, List<Exchange> exchanges) {

    /** What is known after asking. */
    public sealed interface Finding {

        /** How the dispute now stands: of a {@link Plea}, that it was heard. */
        record Known(Chargeback chargeback) implements Finding {}

        /**
         * The plea was refused, and will be: it changed nothing.
         *
         * @param code stable, snake_case
         */
        record Refused(String code, String message) implements Finding {}

        /** It may have been heard or not: ask, or say the same again under the same reference. */
        record Unknown(String why) implements Finding {}
    }
}
