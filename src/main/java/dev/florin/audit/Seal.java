package dev.florin.audit;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.florin.platform.Sha256;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * The hash of an entry, so that anybody with the rows can check a chain: SHA-256 over these seventeen texts, one after the
 * other, each as its length in bytes (32 bits, big-endian) and its bytes in UTF-8; what is null, as the length −1 alone.
 *
 * <ol>
 *   <li>{@code florin.audit.1}
 *   <li>the hash of the entry before, as lower-case hexadecimal; of the first, 64 zeros
 *   <li>chain, a UUID in lower case
 *   <li>seq, decimal
 *   <li>id, a UUID in lower case
 *   <li>at, microseconds since 1970-01-01 UTC, decimal
 *   <li>live, {@code true} or {@code false}
 *   <li>actor's kind: {@code person}, {@code key}, {@code system}, {@code stranger}
 *   <li>actor's id, a UUID in lower case
 *   <li>actor's name
 *   <li>action
 *   <li>subject
 *   <li>before, and
 *   <li>after: the JSON text as it stands in the row
 *   <li>ip
 *   <li>user agent
 *   <li>request
 * </ol>
 */
final class Seal {

    /** What the first of a chain has in the place of an earlier hash. */
    static final String BEFORE_ALL = "0".repeat(64);

    private static final String VERSION = "florin.audit.1";

    private final MessageDigest digest = Sha256.digest();

    private Seal() {}

    /** @param earlier the hash of the entry before, or {@link #BEFORE_ALL} */
    static String of(Entry entry, String earlier) {
        return new Seal()
                .add(VERSION)
                .add(earlier)
                .add(entry.chain().id())
                .add(entry.seq())
                .add(entry.id())
                .add(ChronoUnit.MICROS.between(Instant.EPOCH, entry.at()))
                .add(entry.live())
                .add(entry.actor().kind().wire())
                .add(entry.actor().id())
                .add(entry.actor().name())
                .add(entry.action())
                .add(entry.subject())
                .add(entry.before())
                .add(entry.after())
                .add(entry.origin().ip())
                .add(entry.origin().userAgent())
                .add(entry.origin().request())
                .hex();
    }

    private Seal add(@Nullable Object value) {
        if (value == null) {
            digest.update(length(-1));
        } else {
            byte[] text = String.valueOf(value).getBytes(UTF_8);
            digest.update(length(text.length));
            digest.update(text);
        }
        return this;
    }

    private static byte[] length(int bytes) {
        return ByteBuffer.allocate(Integer.BYTES).putInt(bytes).array();
    }

    private String hex() {
        return HexFormat.of().formatHex(digest.digest());
    }
}
