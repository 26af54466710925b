package dev.florin.reconciliation.reading;

/**
 * A line that could not be read. The others are.
 *
 * @param number in the file, from 1: its line, or of XML which entry it is
 * @param what is wrong
 * @param mend how to mend it
 */
public record BadLine(int number, String what, String mend) {

    /** Leaves the reading of a line by this. */
    static final class Found extends RuntimeException {

        private final String mend;

        Found(String what, String mend) {
            super(what, null, false, false);
            this.mend = mend;
        }

        BadLine at(int number) {
            return new BadLine(number, String.valueOf(getMessage()), mend);
        }
    }
}
