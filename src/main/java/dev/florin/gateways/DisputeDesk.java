package dev.florin.gateways;

import dev.florin.gateways.Hearing.Finding;
import java.time.Instant;
import java.util.List;

/** Where an acquirer is spoken with about disputes. Nothing here throws for what the acquirer or the network does. */
interface DisputeDesk {

    Statement plead(Plea plea);

    /** @return {@link Finding.Refused} if there is no such dispute */
    Statement ask(String acquirerReference);

    /** Disputes that something happened to since, in that order. */
    Listing changedSince(Instant since);

    /**
     * What was said about a dispute.
     *
     * @param exchanges at least one; the last one tells it
     * @param healthy false when this counts against the acquirer's circuit
     */
    record Statement(Finding finding, List<Exchange> exchanges, boolean healthy) {

        /** As circuits and meters see it. */
        Attempt attempt() {
            Outcome outcome = switch (finding) {
                case Finding.Known(var chargeback) -> new Outcome.Pending(chargeback.acquirerReference(), null);
                case Finding.Refused(var code, var message) -> new Outcome.Declined(null, code, message);
                case Finding.Unknown(var why) -> new Outcome.Unknown(why);
            };
            return new Attempt(outcome, exchanges.getLast(), false, healthy);
        }
    }

    /** @param known false if it could not be found out; then there are no changes */
    record Listing(boolean known, List<Changed> changes, Exchange exchange) {

        Attempt attempt() {
            Outcome outcome = known ? new Outcome.NotFound() : new Outcome.Unknown("no list");
            return new Attempt(outcome, exchange, false, known);
        }
    }

    /** @param at when, by the acquirer's clock */
    record Changed(Chargeback chargeback, Instant at) {}
}
