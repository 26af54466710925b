package dev.florin.gateways;

/** What came of an HTTP request, by what it leaves possible. */
sealed interface Heard {

    /** An answer; what it says is another matter. */
    record Answered(int status, String body) implements Heard {}

    /** No byte of the request has left. */
    record NotSent(String why) implements Heard {}

    /** The connection ended without an answer; the request may have arrived. */
    record Cut(String why) implements Heard {}

    /** No answer in time; the request may have arrived, and may be worked on still. */
    record TimedOut(String why) implements Heard {}
}
