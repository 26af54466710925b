package dev.florin.ledger;

import dev.florin.platform.Horizon;
import dev.florin.platform.HorizonFixture;
import java.time.Duration;
import org.springframework.context.ApplicationContext;

/** Rolls up the books of today, as the job does with those of five minutes ago. */
public final class RolledUp {

    private RolledUp() {}

    public static void now(ApplicationContext florin) {
        HorizonFixture.pass(florin.getBean(Horizon.class), Duration.ZERO);
        florin.getBean(RollUp.class).run(Duration.ZERO);
    }
}
