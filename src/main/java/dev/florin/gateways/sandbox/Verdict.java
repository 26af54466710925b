package dev.florin.gateways.sandbox;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What shall become of a request: a result now, and where that is pending another one later.
 *
 * @param held true if the client is answered only when {@code fate} has come
 * @param due when {@code fate} comes, unless the customer or a void comes first; null if {@code now} is final
 */
record Verdict(
        Result now,
        boolean held,
        @Nullable Instant due,
        @Nullable Result fate) {

    static Verdict at(Result now) {
        return new Verdict(now, false, null, null);
    }

    /** Decided now, answered at {@code due}, as an issuer takes its time. */
    static Verdict held(Result fate, Instant due) {
        return new Verdict(Result.PENDING, true, due, fate);
    }

    /** Answered at once, decided at {@code due}. */
    static Verdict later(Result now, Result fate, Instant due) {
        return new Verdict(now, false, due, fate);
    }
}
