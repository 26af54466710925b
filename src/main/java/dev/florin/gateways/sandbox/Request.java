package dev.florin.gateways.sandbox;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a client asked, as the log keeps it: of a card only its BIN and last four digits. Two requests with one reference
 * are the same request exactly if these are equal.
 *
 * @param authorization what is captured, voided or refunded; null for an authorisation
 * @param amount minor units; 0 for a void
 * @param currency null for all but an authorisation, whose currency they share
 * @param last nothing is to be captured after this: an authorisation that captures at once, or the last capture
 * @param instrument {@code 424242******4242}, {@code upi:qr}, {@code upi:intent} or a VPA; null for all but an
 *     authorisation
 */
record Request(
        Operation operation,
        UUID reference,
        @Nullable UUID authorization,
        long amount,
        @Nullable String currency,
        boolean last,
        @Nullable String instrument) {

    /** The authorisation that this belongs to, which may be itself. */
    UUID root() {
        return authorization == null ? reference : authorization;
    }
}
