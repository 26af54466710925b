package dev.florin.ledger;

import java.time.Duration;
import org.springframework.context.ApplicationContext;

/** Rolls up the books of today, as the job does with those of five minutes ago. */
public final class RolledUp {

    private RolledUp() {}

    public static void now(ApplicationContext florin) {
        florin.getBean(RollUp.class).run(Duration.ZERO);
    }
}
