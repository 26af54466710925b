package dev.florin.portal.payments;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Something on the timeline of a payment.
 *
 * @param rank orders what happened at the same instant: the cause before what came of it
 * @param title in a few words
 * @param text more of it; may be null
 * @param link to its own page; null if it has none
 * @param details what can be unfolded
 */
record Moment(
        Instant at,
        Kind kind,
        int rank,
        String title,
        @Nullable String text,
        String tone,
        @Nullable String link,
        List<Detail> details) {

    /** By what kind of record it is known. */
    enum Kind {
        PAYMENT("Payment", "cash"),
        PEOPLE("People", "user"),
        API("API requests", "list-details"),
        GATEWAY("Gateway", "plug-connected"),
        LEDGER("Ledger", "scale"),
        WEBHOOKS("Webhooks", "webhook");

        private final String title;
        private final String icon;

        Kind(String title, String icon) {
            this.title = title;
            this.icon = icon;
        }

        public String title() {
            return title;
        }

        public String icon() {
            return icon;
        }
    }

    /** @param text as it was, masked */
    record Detail(String name, String text) {}

    static Moment of(Instant at, Kind kind, String title, @Nullable String text, String tone) {
        return new Moment(at, kind, kind.ordinal(), title, text, tone, null, List.of());
    }

    Moment with(Detail... more) {
        return new Moment(at, kind, rank, title, text, tone, link, List.of(more));
    }

    Moment leadingTo(String page) {
        return new Moment(at, kind, rank, title, text, tone, page, details);
    }
}
