package dev.florin.web;

import dev.florin.requests.Body;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The first bytes of what passes by. */
final class Beginning {

    private static final int FIRST = 1024;

    private final int limit;
    private byte[] bytes = {};
    private int length;
    private long total;

    Beginning(int limit) {
        this.limit = limit;
    }

    void add(int next) {
        total++;
        if (length < limit) {
            makeRoom(1);
            bytes[length++] = (byte) next;
        }
    }

    void add(byte[] from, int offset, int count) {
        total += count;
        int kept = Math.min(count, limit - length);
        if (kept > 0) {
            makeRoom(kept);
            System.arraycopy(from, offset, bytes, length, kept);
            length += kept;
        }
    }

    private void makeRoom(int more) {
        if (length + more > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.min(limit, Math.max(length + more, Math.max(FIRST, 2 * bytes.length))));
        }
    }

    /** Null if nothing passed. */
    @Nullable
    Body body() {
        return total == 0 ? null : new Body(bytes, length, total);
    }
}
