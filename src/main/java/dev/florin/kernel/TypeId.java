package dev.florin.kernel;

import com.fasterxml.uuid.Generators;
import com.fasterxml.uuid.NoArgGenerator;
import java.util.Arrays;
import java.util.Optional;
import java.util.UUID;

/**
 * Ids as the world sees them: {@code pay_01kaq9v3mze8n9x6w1t2r5y7dc}. Inside, an id is a UUIDv7 (RFC 9562), made in
 * Java, so it sorts by time; outside, it is a prefix that tells what it names and the UUID in 26 characters of
 * Crockford's base 32, as the TypeID specification 0.3 has it. An id is not a secret.
 */
public final class TypeId {

    private static final char[] ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz".toCharArray();
    private static final byte[] VALUES = new byte[128];
    private static final int LENGTH = 26;
    private static final NoArgGenerator GENERATOR = Generators.timeBasedEpochGenerator();

    static {
        Arrays.fill(VALUES, (byte) -1);
        for (byte i = 0; i < ALPHABET.length; i++) {
            VALUES[ALPHABET[i]] = i;
        }
    }

    private TypeId() {}

    /** A new UUIDv7, later in order than all that this program made before. */
    public static UUID next() {
        return GENERATOR.generate();
    }

    /** {@code prefix_} and 26 characters. */
    public static String format(String prefix, UUID id) {
        char[] text = new char[prefix.length() + 1 + LENGTH];
        prefix.getChars(0, prefix.length(), text, 0);
        text[prefix.length()] = '_';
        long high = id.getMostSignificantBits();
        long low = id.getLeastSignificantBits();
        for (int i = text.length - 1; i > prefix.length(); i--) {
            text[i] = ALPHABET[(int) (low & 31)];
            low = (low >>> 5) | (high << 59);
            high >>>= 5;
        }
        return new String(text);
    }

    /** The id in {@code text}, or empty if it is not one with this prefix, to the letter. */
    public static Optional<UUID> parse(String prefix, String text) {
        int start = prefix.length() + 1;
        if (text.length() != start + LENGTH || !text.startsWith(prefix) || text.charAt(start - 1) != '_') {
            return Optional.empty();
        }
        if (text.charAt(start) > '7') { // 26 × 5 bits are two more than a UUID has
            return Optional.empty();
        }
        long high = 0;
        long low = 0;
        for (int i = start; i < text.length(); i++) {
            char c = text.charAt(i);
            int value = c < VALUES.length ? VALUES[c] : -1;
            if (value < 0) {
                return Optional.empty();
            }
            high = (high << 5) | (low >>> 59);
            low = (low << 5) | value;
        }
        return Optional.of(new UUID(high, low));
    }
}
