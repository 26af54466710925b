package dev.florin.merchants;

import dev.florin.platform.Sha256;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A merchant's logo: PNG, JPEG or WebP of at most 32 kB. No SVG, which is a document that can do more than be looked at.
 */
public final class Logo {

    /** In bytes. */
    public static final int LARGEST = 32 * 1024;

    /** Of a data URL with the largest logo. */
    static final int LONGEST_URL = 44_000;

    private static final Pattern DATA_URL = Pattern.compile("data:(image/(?:png|jpeg|webp));base64,([A-Za-z0-9+/]+=*)");
    private static final HexFormat HEX = HexFormat.of();

    private final String type;
    private final byte[] bytes;

    Logo(String type, byte[] bytes) {
        this.type = type;
        this.bytes = bytes.clone();
    }

    /**
     * @param url {@code data:image/png;base64,…}
     * @throws dev.florin.kernel.Rejection {@code logo_invalid}
     */
    static Logo of(String url) {
        var matcher = DATA_URL.matcher(url);
        if (!matcher.matches()) {
            throw new LogoInvalid("begins with data:image/png;base64, or the same with jpeg or webp");
        }
        String type = matcher.group(1);
        byte[] bytes;
        try {
            bytes = Base64.getDecoder().decode(matcher.group(2));
        } catch (IllegalArgumentException e) {
            throw new LogoInvalid("is base64 (RFC 4648) behind the comma");
        }
        if (bytes.length > LARGEST) {
            throw new LogoInvalid("has at most %d bytes, this one has %d".formatted(LARGEST, bytes.length));
        }
        if (!type.equals(typeOf(bytes))) {
            throw new LogoInvalid("is of the type that it is said to be, and this is not of %s".formatted(type));
        }
        return new Logo(type, bytes);
    }

    /**
     * @param bytes a picture of one of the types, which shows by its first bytes
     * @throws dev.florin.kernel.Rejection {@code logo_invalid}
     */
    public static Logo of(byte[] bytes) {
        String type = typeOf(bytes);
        if (type == null) {
            throw new LogoInvalid("is a PNG, a JPEG or a WebP");
        }
        if (bytes.length > LARGEST) {
            throw new LogoInvalid("has at most %d bytes, this one has %d".formatted(LARGEST, bytes.length));
        }
        return new Logo(type, bytes);
    }

    /** {@code image/png}, {@code image/jpeg} or {@code image/webp} */
    public String type() {
        return type;
    }

    public byte[] bytes() {
        return bytes.clone();
    }

    /** Another one for another picture: fit for a URL that is kept for ever. */
    public String version() {
        return HEX.formatHex(Sha256.of(bytes), 0, 8);
    }

    /** {@code data:image/png;base64,…} */
    public String dataUrl() {
        return "data:" + type + ";base64," + Base64.getEncoder().encodeToString(bytes);
    }

    /** By the first bytes, which their specifications prescribe; null if it is none of them. */
    private static @Nullable String typeOf(byte[] bytes) {
        String start = HEX.formatHex(bytes, 0, Math.min(12, bytes.length));
        if (start.startsWith("89504e470d0a1a0a")) {
            return "image/png";
        }
        if (start.startsWith("ffd8ff")) {
            return "image/jpeg";
        }
        return start.startsWith("52494646") && start.endsWith("57454250") ? "image/webp" : null;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Logo logo && type.equals(logo.type) && Arrays.equals(bytes, logo.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        return "Logo[%s, %d bytes]".formatted(type, bytes.length);
    }
}
