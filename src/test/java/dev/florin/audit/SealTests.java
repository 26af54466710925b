package dev.florin.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Vectors: made by another program after the description of {@link Seal}, for whoever writes a third one. */
class SealTests {

    private static final Chain CHAIN = new Chain(UUID.fromString("01900000-0000-7000-8000-00000000d3e0"));
    private static final String FIRST = "f8d9ff47806d8b3ca0adeaaca8919bbd50d3f57948c3d2ad5c1a7b7dbfea7501";
    private static final String SECOND = "ae92b9949cb947696278cf74ebe56c40dda0c919de3c27a1cb67a73912eb0762";

    @Test
    void theFirstOfAChainIsSealedAfterZeros() {
        var entry = new Entry(
                CHAIN,
                1,
                UUID.fromString("019aa6b2-0000-7000-8000-000000000001"),
                Instant.parse("2026-11-21T16:00:00.123456Z"),
                false,
                Actor.person(UUID.fromString("019aa6b2-0000-7000-8000-0000000000aa"), "asha@example.com"),
                "refund.create",
                "rfnd_01kan",
                "{\"refunded\":0}",
                "{\"note\":\"zurück – €5\",\"refunded\":500}",
                new Origin("192.0.2.7", "Mozilla/5.0", "req_1"),
                "");

        assertThat(Seal.of(entry, Seal.BEFORE_ALL)).isEqualTo(FIRST);
    }

    @Test
    void theNextOneIsSealedAfterIt() {
        var entry = new Entry(
                CHAIN,
                2,
                UUID.fromString("019aa6b2-0000-7000-8000-000000000002"),
                Instant.parse("2026-11-21T16:00:00.123457Z"),
                null,
                Actor.SYSTEM,
                "key.revoke",
                null,
                null,
                null,
                Origin.NONE,
                "");

        assertThat(Seal.of(entry, FIRST)).isEqualTo(SECOND);
    }
}
