package dev.florin.webhooks;

import java.time.Instant;

/** What becomes of a delivery after an attempt. */
sealed interface Verdict {

    /** The endpoint has it. */
    record Delivered() implements Verdict {}

    /** Once more. */
    record Again(Instant at) implements Verdict {}

    /** That was the last attempt. */
    record GivenUp() implements Verdict {}

    /** The endpoint says that it is no more. */
    record Gone() implements Verdict {}
}
