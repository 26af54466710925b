package dev.florin.gateways.sandbox;

import java.time.LocalDate;

/**
 * A line of a statement.
 *
 * @param id the acquirer's, unique unless it is told twice
 * @param amount minor units with sign, with the fee kept back already
 */
record StatementLine(String id, LocalDate on, String reference, String kind, long amount, long fee, String currency) {

    StatementLine named(String other) {
        return new StatementLine(other, on, reference, kind, amount, fee, currency);
    }

    StatementLine of(long other, long keptBack) {
        return new StatementLine(id, on, reference, kind, other, keptBack, currency);
    }

    StatementLine later() {
        return new StatementLine(id, on.plusDays(1), reference, kind, amount, fee, currency);
    }
}
