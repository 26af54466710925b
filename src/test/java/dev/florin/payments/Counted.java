package dev.florin.payments;

import dev.florin.platform.Horizon;
import dev.florin.platform.HorizonFixture;
import java.time.Duration;
import org.springframework.context.ApplicationContext;

/** Counts the events of just now, as the job does with those of a minute ago. */
public final class Counted {

    private Counted() {}

    public static void now(ApplicationContext florin) {
        HorizonFixture.pass(florin.getBean(Horizon.class), Duration.ZERO);
        Counting counting = florin.getBean(Counting.class);
        while (counting.run(Duration.ZERO)) {
            // a stretch at a time
        }
    }
}
