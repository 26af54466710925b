package dev.florin.web;

import dev.florin.kernel.Rejection;
import org.jspecify.annotations.Nullable;

/** A request whose headers or query parameters cannot be understood: 400. */
final class MalformedRequest extends RuntimeException {

    private final String code;
    private final @Nullable String param;

    MalformedRequest(String code, String message, @Nullable String param) {
        super(message, null, false, false);
        this.code = code;
        this.param = param;
    }

    String code() {
        return code;
    }

    @Nullable
    String param() {
        return param;
    }

    /** As {@link Rejection#reason()}. */
    String reason() {
        return String.valueOf(getMessage());
    }
}
