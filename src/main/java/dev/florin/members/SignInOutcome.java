package dev.florin.members;

import java.time.Duration;

/** What came of trying to prove who one is. */
public sealed interface SignInOutcome {

    /** They are who they say. */
    record Welcome(Person person) implements SignInOutcome {}

    /** The password is theirs; they have set up a second factor, which is still to be proved. */
    record CodeNeeded(Person person) implements SignInOutcome {}

    /** It is not right, or there is nobody of that name: which of both is not told. */
    record Refused() implements SignInOutcome {}

    /** It was not even looked at, as too much was tried before. */
    record TooMany(Duration delay) implements SignInOutcome {

        /** For people, such as {@code 2 minutes}. */
        public String text() {
            long seconds = Math.max(1, delay.toSeconds());
            return seconds < 90 ? seconds + " seconds" : (seconds + 59) / 60 + " minutes";
        }
    }
}
