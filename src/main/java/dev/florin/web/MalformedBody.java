package dev.florin.web;

import dev.florin.web.Problem.FieldError;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A body with fields that are unknown, doubled or of another type: 400. */
final class MalformedBody extends RuntimeException {

    private final transient List<FieldError> errors;
    private final transient @Nullable Object body;

    /** @param body what could be read all the same, with null for each field at fault */
    MalformedBody(List<FieldError> errors, @Nullable Object body) {
        super("malformed body", null, false, false);
        this.errors = List.copyOf(errors);
        this.body = body;
    }

    List<FieldError> errors() {
        return errors;
    }

    @Nullable
    Object body() {
        return body;
    }
}
