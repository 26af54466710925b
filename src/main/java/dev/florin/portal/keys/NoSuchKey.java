package dev.florin.portal.keys;

import dev.florin.kernel.Rejection;

final class NoSuchKey extends Rejection {
    NoSuchKey(String id) {
        super(Kind.NOT_FOUND, "key_not_found", "There is no API key %s in this mode.".formatted(id));
    }
}
