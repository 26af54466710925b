package dev.florin.reconciliation.matching;

import java.time.LocalDate;
import java.util.Comparator;
import java.util.UUID;

/**
 * What the ledger says.
 *
 * @param subject the payment or refund that it is about
 * @param transfer its id there, unique with the subject
 * @param reference under which the acquirer was asked
 * @param amount minor units, below zero for what goes out; never zero
 * @param isOpen whether no line has paid it and nobody has settled it
 */
public record Movement(
        UUID subject, UUID transfer, UUID reference, long amount, String currency, LocalDate day, boolean isOpen) {

    static final Comparator<Movement> ORDER =
            Comparator.comparing(Movement::day).thenComparing(Movement::subject).thenComparing(Movement::transfer);

    boolean goesAs(Line line) {
        return currency.equals(line.currency()) && Long.signum(amount) == Long.signum(line.paid());
    }
}
