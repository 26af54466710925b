package dev.florin.reconciliation.reading;

import java.time.LocalDate;

/** Takes what a statement says, in the order of the file. Lines and bad lines come in the same order whenever it is read. */
public interface Sink {

    void line(BankLine line);

    void bad(BadLine line);

    /** @param opening true for what was there before the lines, false for what is after */
    default void balance(boolean opening, LocalDate on, long minor, String currency) {}
}
