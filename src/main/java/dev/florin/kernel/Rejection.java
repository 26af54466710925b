package dev.florin.kernel;

import org.jspecify.annotations.Nullable;

/**
 * A request that Florin understood and will not carry out. Thrown inside a transaction it rolls that transaction back;
 * nothing of the request remains. Every face turns it into its own kind of error once: the API into a problem document,
 * a page into a message beside the field.
 */
public abstract class Rejection extends RuntimeException {

    /** How a rejection relates to the state of things; the API maps each to one HTTP status. */
    public enum Kind {
        /** The request contradicts itself or a rule, whatever the state of things: 422. */
        INVALID,
        /** The thing named does not exist for this caller: 404. */
        NOT_FOUND,
        /** The thing is not in a state that allows it, or someone else got there first: 409. */
        CONFLICT,
        /** Whoever sent it is not proved to be who it should be: 401. */
        UNAUTHENTICATED,
        /** The caller may not do this: 403. */
        FORBIDDEN,
        /** Florin, or one that it needs, cannot do it now; trying again later may work: 503. */
        UNAVAILABLE
    }

    private final Kind kind;
    private final String code;
    private final @Nullable String param;

    /**
     * @param code stable, snake_case, documented; integrators branch on it
     * @param message for people: what is wrong and how to mend it, with no internals
     */
    protected Rejection(Kind kind, String code, String message) {
        this(kind, code, message, null);
    }

    /** @param param the field of the request that is to blame, as a path such as {@code card.exp_month} */
    protected Rejection(Kind kind, String code, String message, @Nullable String param) {
        super(message, null, false, false); // expected and frequent: a stack trace would only cost
        this.kind = kind;
        this.code = code;
        this.param = param;
    }

    public final Kind kind() {
        return kind;
    }

    public final String code() {
        return code;
    }

    public final @Nullable String param() {
        return param;
    }

    /** For people; never null. */
    public final String reason() {
        return String.valueOf(getMessage());
    }
}
