package dev.florin.disputes;

import dev.florin.kernel.Rejection;

/** There is no such file of this dispute. */
public final class FileNotFound extends Rejection {
    FileNotFound(Object id) {
        super(Kind.NOT_FOUND, "file_not_found", "There is no file '%s' here.".formatted(id));
    }
}
