package dev.florin.merchants;

import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How a merchant shows itself to its customers, in one mode.
 *
 * @param displayName what customers know the merchant by
 * @param brandColor {@code #rrggbb}, in small letters; null for Florin's own
 * @param origins where the checkout may be embedded, as browsers write them: scheme, host, and the port if it is not the
 *     scheme's own
 * @param vpaEntry whether customers may type a UPI address
 */
public record MerchantProfile(
        String displayName,
        @Nullable String brandColor,
        @Nullable Logo logo,
        List<String> origins,
        boolean vpaEntry) {

    public static final int LONGEST_NAME = 100;
    public static final int MOST_ORIGINS = 20;

    static final String COLOR = "#[0-9a-fA-F]{6}";
    private static final Pattern COLOR_PATTERN = Pattern.compile("#[0-9a-f]{6}");

    public MerchantProfile {
        if (displayName.isBlank() || displayName.length() > LONGEST_NAME) {
            throw new IllegalArgumentException("A merchant shows a name of at most 100 characters.");
        }
        if (brandColor != null && !COLOR_PATTERN.matcher(brandColor).matches()) {
            throw new IllegalArgumentException("A colour is #rrggbb: " + brandColor);
        }
        if (origins.size() > MOST_ORIGINS) {
            throw new IllegalArgumentException("A merchant has at most 20 origins.");
        }
        origins = List.copyOf(origins);
    }

    /** Of a merchant that has told nothing of itself yet. */
    static MerchantProfile of(Merchant merchant) {
        String name = merchant.name();
        return new MerchantProfile(
                name.length() > LONGEST_NAME ? name.substring(0, LONGEST_NAME) : name, null, null, List.of(), false);
    }
}
