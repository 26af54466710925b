package dev.florin.portal.settings;

import dev.florin.merchants.Logo;
import dev.florin.merchants.MerchantProfile;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.web.multipart.MultipartFile;

/**
 * What the form of the profile says.
 *
 * @param ownColor whether {@code brandColor} counts; a browser sends a colour always
 * @param logo a new one; empty where none was chosen
 * @param origins one in a line
 */
record ProfileForm(
        @Nullable String displayName,
        @Nullable Boolean ownColor,
        @Nullable String brandColor,
        @Nullable MultipartFile logo,
        @Nullable Boolean withoutLogo,
        @Nullable String origins,
        @Nullable Boolean vpaEntry) {

    private static final String FLORIN = "#2b4acb";

    static ProfileForm of(MerchantProfile profile) {
        return new ProfileForm(
                profile.displayName(),
                profile.brandColor() != null,
                Objects.requireNonNullElse(profile.brandColor(), FLORIN),
                null,
                false,
                String.join("\n", profile.origins()),
                profile.vpaEntry());
    }

    /** {@code text} if it is a colour; null if not. */
    static @Nullable String colour(@Nullable String text) {
        return text != null && text.matches("#[0-9a-fA-F]{6}") ? text.toLowerCase(Locale.ROOT) : null;
    }

    /**
     * @param before the logo that stays if nothing is said about it
     * @throws dev.florin.kernel.Rejection {@code logo_invalid}
     * @throws IllegalArgumentException if the name or the colour are none, with a message for people
     */
    MerchantProfile profile(@Nullable Logo before) throws IOException {
        Logo kept = Boolean.TRUE.equals(withoutLogo) ? null : before;
        return new MerchantProfile(
                displayName == null ? "" : displayName.strip(),
                Boolean.TRUE.equals(ownColor)
                        ? Objects.requireNonNullElse(brandColor, "").toLowerCase(Locale.ROOT)
                        : null,
                logo == null || logo.isEmpty() ? kept : Logo.of(logo.getBytes()),
                lines(),
                Boolean.TRUE.equals(vpaEntry));
    }

    private List<String> lines() {
        return origins == null
                ? List.of()
                : Arrays.stream(origins.split("\\R"))
                        .map(String::strip)
                        .filter(line -> !line.isEmpty())
                        .toList();
    }
}
