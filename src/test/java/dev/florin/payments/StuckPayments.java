package dev.florin.payments;

import org.springframework.context.ApplicationContext;

/** Has stuck payments asked about, as the job does. */
public final class StuckPayments {

    private StuckPayments() {}

    public static void sweep(ApplicationContext florin) {
        florin.getBean(Resolution.class).reconcileStuck();
    }
}
