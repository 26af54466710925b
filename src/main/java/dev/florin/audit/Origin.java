package dev.florin.audit;

import org.jspecify.annotations.Nullable;

/**
 * From where. What clients say of themselves is cut to a bearable length when it is recorded, and cleaned of what looks
 * like a card number.
 *
 * @param ip the client's address
 * @param userAgent what its program calls itself
 * @param request the id of the request, as the log has it
 */
public record Origin(
        @Nullable String ip,
        @Nullable String userAgent,
        @Nullable String request) {

    /** No request: Florin of its own accord. */
    public static final Origin NONE = new Origin(null, null, null);

    /** As it may be kept. */
    Origin kept() {
        return new Origin(kept(ip, 64), kept(userAgent, 300), kept(request, 100));
    }

    private static @Nullable String kept(@Nullable String text, int longest) {
        return text == null ? null : Facts.text(text, longest);
    }
}
