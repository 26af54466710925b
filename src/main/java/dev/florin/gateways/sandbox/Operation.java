package dev.florin.gateways.sandbox;

import java.util.Locale;

/** What an acquirer can be asked. Only the first four move money and leave a fact. */
enum Operation {
    AUTHORIZE("authorization"),
    CAPTURE("capture"),
    VOID("void"),
    REFUND("refund"),
    INQUIRE("inquiry"),
    /** What is done with a dispute, and what is told of one. */
    DISPUTE("dispute");

    /** The noun: what such a request makes, as answers and callbacks call it. */
    final String kind;

    Operation(String kind) {
        this.kind = kind;
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
