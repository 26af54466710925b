package dev.florin.gateways.sandbox;

import java.nio.ByteBuffer;
import java.util.Locale;
import java.util.UUID;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/**
 * What shall be wrong with statements: of all lines these shares, 0 to 1, drawn by the seed and the reference, so that the
 * same lines are wrong in the same way whenever they are told. A line has at most one fault.
 */
record StatementFaults(long seed, double missing, double doubled, double wrongAmount, double late, double feeNetted) {

    static final StatementFaults NONE = new StatementFaults(0, 0, 0, 0, 0, 0);

    /** Two per cent. */
    private static final int FEE = 50;

    enum Kind {
        MISSING,
        DOUBLED,
        WRONG_AMOUNT,
        LATE,
        FEE_NETTED;

        String wire() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    StatementFaults {
        double all = missing + doubled + wrongAmount + late + feeNetted;
        if (!(all >= 0 && all <= 1)
                || Math.min(Math.min(missing, doubled), Math.min(wrongAmount, Math.min(late, feeNetted))) < 0) {
            throw new Refusal(422, "invalid_request", "Shares of faults are 0 to 1, and together no more than 1.");
        }
    }

    /** Null if that line is right. */
    @org.jspecify.annotations.Nullable
    Kind of(Booking booking) {
        double drawn = random(booking.reference()).nextDouble();
        double[] shares = {missing, doubled, wrongAmount, late, feeNetted};
        for (Kind kind : Kind.values()) {
            drawn -= shares[kind.ordinal()];
            if (drawn < 0) {
                return kind == Kind.FEE_NETTED && booking.amount() <= 1 ? null : kind; // nothing is kept back of that
            }
        }
        return null;
    }

    /** Another amount of the same sign. */
    long wrong(UUID reference, long amount) {
        long by = 1 + Math.floorMod(random(reference).nextLong(), 99L);
        return amount > by ? amount - by : amount < 0 ? amount - by : amount + by;
    }

    static long fee(long amount) {
        return amount <= 1 ? 0 : Math.min(amount - 1, Math.max(1, amount / FEE));
    }

    private RandomGenerator random(UUID reference) {
        ByteBuffer bytes = ByteBuffer.allocate(24)
                .putLong(seed)
                .putLong(reference.getMostSignificantBits())
                .putLong(reference.getLeastSignificantBits());
        return RandomGeneratorFactory.of("L64X128MixRandom").create(bytes.array());
    }
}
