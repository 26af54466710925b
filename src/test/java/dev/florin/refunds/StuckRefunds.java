package dev.florin.refunds;

import org.springframework.context.ApplicationContext;

/** Has stuck refunds asked about, as the job does. */
public final class StuckRefunds {

    private StuckRefunds() {}

    public static void sweep(ApplicationContext florin) {
        florin.getBean(RefundResolution.class).reconcileStuck();
    }
}
