package dev.florin.members;

import dev.florin.kernel.Rejection;
import org.jspecify.annotations.Nullable;

/** What a form asked for and does not get. Pages alone show it, beside a field; the API never answers with its code. */
final class Refusal extends Rejection {

    private static final String CODE = "form_refused";

    private Refusal(Kind kind, String reason, @Nullable String field) {
        super(kind, CODE, reason, field);
    }

    /** @param field the name of the form's field that is to blame */
    static Refusal of(String field, String reason) {
        return new Refusal(Kind.INVALID, reason, field);
    }

    static Refusal now(String reason) {
        return new Refusal(Kind.CONFLICT, reason, null);
    }

    static Refusal forbidden(String reason) {
        return new Refusal(Kind.FORBIDDEN, reason, null);
    }

    static Refusal unknown(String reason) {
        return new Refusal(Kind.NOT_FOUND, reason, null);
    }
}
