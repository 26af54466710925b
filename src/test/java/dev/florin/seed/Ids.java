package dev.florin.seed;

import java.time.Instant;
import java.util.UUID;
import java.util.random.RandomGenerator;

/** Ids as they would have been made at another time. */
public final class Ids {

    private Ids() {}

    /** A UUIDv7 (RFC 9562) of an instant. */
    public static UUID at(Instant instant, RandomGenerator random) {
        long high = instant.toEpochMilli() << 16 | 0x7000 | random.nextInt(1 << 12);
        long low = random.nextLong() >>> 2 | 1L << 63;
        return new UUID(high, low);
    }
}
