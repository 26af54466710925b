package dev.florin.gateways.sandbox;

import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Money that was moved.
 *
 * @param id the acquirer's own
 * @param reference the client's
 * @param amount minor units, below zero for what went back
 */
record Booking(
        String id, UUID reference, String kind, @Nullable String account, Instant at, long amount, String currency)
        implements Comparable<Booking> {

    private static final Comparator<Booking> ORDER =
            Comparator.comparing(Booking::at).thenComparing(Booking::id);

    /** What a dispute took back: nothing, unless it was lost. */
    static Optional<Booking> of(Dispute dispute) {
        Fact.Disputed opened = dispute.opened();
        return switch (dispute.status()) {
            case NEEDS_RESPONSE, UNDER_REVIEW, WON -> Optional.empty();
            case LOST, ACCEPTED ->
                Optional.of(new Booking(
                        "sbx_" + opened.dispute().toString().replace("-", ""),
                        opened.dispute(),
                        "chargeback",
                        opened.account(),
                        dispute.changed(),
                        -opened.amount(),
                        opened.currency()));
        };
    }

    /** What a transaction moved: nothing, unless it was approved and captured or refunded something. */
    static Optional<Booking> of(Transaction transaction) {
        Fact.Accepted accepted = transaction.accepted();
        if (!transaction.result().approved() || accepted.currency() == null) {
            return Optional.empty();
        }
        long amount = switch (transaction.request().operation()) {
            case AUTHORIZE -> transaction.request().last() ? accepted.amount() : 0;
            case CAPTURE -> accepted.amount();
            case REFUND -> -accepted.amount();
            case VOID, INQUIRE, DISPUTE -> 0;
        };
        return amount == 0
                ? Optional.empty()
                : Optional.of(new Booking(
                        transaction.id(),
                        transaction.reference(),
                        amount > 0 ? "capture" : "refund",
                        accepted.account(),
                        transaction.decidedAt(),
                        amount,
                        accepted.currency()));
    }

    @Override
    public int compareTo(Booking other) {
        return ORDER.compare(this, other);
    }
}
