package dev.florin.platform;

import java.time.Duration;
import java.time.Instant;
import java.util.function.Supplier;

/** For tests that want counted, rolled up or settled what they have just stored. */
public final class HorizonFixture {

    private HorizonFixture() {}

    /**
     * Until nothing can be added any more to what was stored before this call. That may take longer than the lag, as the
     * horizon waits for transactions of jobs in the background, too.
     */
    public static void pass(Horizon horizon, Duration lag) {
        pass(() -> horizon.at(lag).toInstant());
    }

    /** The same for somebody's own horizon, with the lag that they keep. */
    public static void pass(Supplier<Instant> horizon) {
        Instant stored = Instant.now();
        while (!horizon.get().isAfter(stored)) {
            try {
                Thread.sleep(10);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(e);
            }
        }
    }
}
