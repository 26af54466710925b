package dev.florin.audit;

import java.util.Arrays;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Who did it.
 *
 * @param id of the person; null for all others
 * @param name what people know the actor by: a person's e-mail address, a key's id, or {@code florin}
 */
public record Actor(Kind kind, @Nullable UUID id, String name) {

    /** Florin itself: a job, a start, a rule. */
    public static final Actor SYSTEM = new Actor(Kind.SYSTEM, null, "florin");

    private static final int LONGEST = 320; // RFC 3696 (erratum 1690) allows an address no more

    /** What did it. */
    public enum Kind {
        /** Somebody who is signed in. */
        PERSON,
        /** A program with an API key. */
        KEY,
        /** Florin of its own accord. */
        SYSTEM,
        /** Somebody who said a name and has not proved it, as at a sign-in that failed. */
        STRANGER;

        /** {@code person}, {@code key}, … */
        public String wire() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** What is none of them is a stranger; that it was meddled with, its hash tells. */
        static Kind of(String wire) {
            return Arrays.stream(values())
                    .filter(kind -> kind.wire().equals(wire))
                    .findAny()
                    .orElse(STRANGER);
        }
    }

    public static Actor person(UUID id, String email) {
        return new Actor(Kind.PERSON, id, email);
    }

    /** @param keyId the public half of an API key, never its secret */
    public static Actor key(String keyId) {
        return new Actor(Kind.KEY, null, keyId);
    }

    /** @param name what they said they were; it may be anything */
    public static Actor stranger(String name) {
        return new Actor(Kind.STRANGER, null, name);
    }

    /** As it may be kept. */
    Actor kept() {
        return new Actor(kind, id, Facts.text(name, LONGEST));
    }
}
