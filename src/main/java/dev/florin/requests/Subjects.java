package dev.florin.requests;

import dev.florin.kernel.TypeId;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What a request is about: the first order, payment and refund whose ids are met in its path, its answer and itself. */
final class Subjects {

    private static final int LENGTH_OF_UUID = 26;

    private @Nullable UUID order;
    private @Nullable UUID payment;
    private @Nullable UUID refund;

    void see(String text) {
        if (payment == null) {
            payment = id("pay", text);
        }
        if (order == null) {
            order = id("order", text);
        }
        if (refund == null) {
            refund = id("rfnd", text);
        }
    }

    /** @param path with its query string or without */
    void seePath(String path) {
        int query = path.indexOf('?');
        for (String part : (query < 0 ? path : path.substring(0, query)).split("/")) {
            see(part);
        }
    }

    private static @Nullable UUID id(String prefix, String text) {
        return text.length() == prefix.length() + 1 + LENGTH_OF_UUID && text.startsWith(prefix)
                ? TypeId.parse(prefix, text).orElse(null)
                : null;
    }

    @Nullable
    UUID order() {
        return order;
    }

    @Nullable
    UUID payment() {
        return payment;
    }

    @Nullable
    UUID refund() {
        return refund;
    }
}
