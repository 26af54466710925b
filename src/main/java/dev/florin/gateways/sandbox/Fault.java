package dev.florin.gateways.sandbox;

import java.time.Duration;
import java.util.Locale;

/** What can go wrong on demand. Each has a card that brings it about; "charge" stands for any request being carried out. */
enum Fault {
    /** Carried out, never answered. */
    TIMEOUT_AFTER_CHARGE("4000090000000011", Duration.ofMinutes(2)),
    /** Neither carried out nor answered. */
    TIMEOUT_BEFORE_CHARGE("4000090000000029", Duration.ofMinutes(2)),
    ERROR_5XX_BEFORE("4000090000000037", Duration.ZERO),
    /** Carried out, then answered with 500. */
    ERROR_5XX_AFTER("4000090000000045", Duration.ZERO),
    /** The connection ends without an answer. */
    CUT_BEFORE("4000090000000052", Duration.ZERO),
    CUT_AFTER("4000090000000060", Duration.ZERO),
    /** Carried out, answered after the delay. */
    LATE_ANSWER("4000090000000078", Duration.ofSeconds(35)),
    /** Answered as pending, carried out after the delay. */
    LATE_SUCCESS("4000090000000086", Duration.ofSeconds(3)),
    /** Carried out, answered with 200 and half a JSON object. */
    GARBAGE("4000090000000094", Duration.ZERO),
    /** 503, as from a proxy whose acquirer is down. */
    REFUSE("4000090000000102", Duration.ZERO),
    CALLBACK_LOST("4000090000000110", Duration.ZERO),
    CALLBACK_DOUBLED("4000090000000128", Duration.ZERO),
    /** Sent after the ones that follow it within the delay. */
    CALLBACK_REORDERED("4000090000000136", Duration.ofMillis(1500)),
    CALLBACK_DELAYED("4000090000000144", Duration.ofSeconds(5)),
    /** Answered as declined, and charged after the delay: an authorisation that the books contradict. */
    SUCCESS_AFTER_DECLINE("4000090000000151", Duration.ofSeconds(3));

    final String card;
    final Duration delay;

    Fault(String card, Duration delay) {
        this.card = card;
        this.delay = delay;
    }

    boolean concernsCallbacks() {
        return name().startsWith("CALLBACK");
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
