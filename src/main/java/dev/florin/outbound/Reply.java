package dev.florin.outbound;

import java.util.Map;

/** What came back. */
public sealed interface Reply {

    /**
     * An HTTP answer.
     *
     * @param headers by name in lower case
     * @param body its first 64 KB, as text
     */
    record Answered(int status, Map<String, String> headers, String body) implements Reply {}

    /** No answer. @param error for people: what went wrong */
    record Unanswered(String error) implements Reply {}
}
