package dev.florin.torture.broken;

import dev.florin.gateways.NewReferenceOnRetry;
import dev.florin.payments.EventOutsideTransaction;
import dev.florin.payments.RefundCheckedOutsideLock;
import dev.florin.payments.UncheckedCapture;
import dev.florin.torture.workload.Play;
import dev.florin.web.KeysThatAreNotUnique;
import java.util.List;

/** What is broken, what clients do to notice, and by which of the checker's laws it is caught. */
public enum Variant {
    NO_UNIQUE_IDEMPOTENCY_KEY(KeysThatAreNotUnique.class, "one key, one effect, one answer", Play.CLICK_TWICE),
    EVENT_OUTSIDE_TRANSACTION(
            EventOutsideTransaction.class, "every event is told", Play.PAY_AT_ONCE, Play.PAY_AN_ORDER),
    NEW_REFERENCE_ON_RETRY(NewReferenceOnRetry.class, "one charge", Play.PAY_WITH_TROUBLE),
    ROW_COUNT_UNCHECKED_ON_CAPTURE(UncheckedCapture.class, "the books agree", Play.CAPTURE_TOGETHER),
    REFUND_CHECKED_OUTSIDE_LOCK(
            RefundCheckedOutsideLock.class, "a lawful history", Play.PAY_AT_ONCE, Play.REFUND_TOGETHER);

    private final Class<?> configuration;
    private final String law;
    private final List<Play> plays;

    Variant(Class<?> configuration, String law, Play... plays) {
        this.configuration = configuration;
        this.law = law;
        this.plays = List.of(plays);
    }

    Class<?> configuration() {
        return configuration;
    }

    public String law() {
        return law;
    }

    public List<Play> plays() {
        return plays;
    }

    /** Whether it takes a killed instance to show. */
    public boolean needsKills() {
        return this == EVENT_OUTSIDE_TRANSACTION;
    }
}
