package dev.florin.payments;

import java.time.Duration;
import org.springframework.context.ApplicationContext;

/** Counts the events of just now, as the job does with those of a minute ago. */
public final class Counted {

    private Counted() {}

    public static void now(ApplicationContext florin) {
        Counting counting = florin.getBean(Counting.class);
        while (counting.run(Duration.ZERO)) {
            // a stretch at a time
        }
    }
}
