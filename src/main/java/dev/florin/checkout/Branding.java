package dev.florin.checkout;

import dev.florin.merchants.MerchantProfile;

/** A merchant's colour as a stylesheet, made so that whatever the colour, all text can be read. */
final class Branding {

    static final String FLORIN = "#2b4acb";

    private static final Colour DAY = Colour.of("#f6f7f9");
    private static final Colour NIGHT = Colour.of("#191c22");

    private Branding() {}

    static String version(MerchantProfile profile) {
        return colour(profile).hex().substring(1);
    }

    /** Sets {@code --brand}, what is legible on it, and what is legible of it on the page, by day and by night. */
    static String stylesheet(MerchantProfile profile) {
        Colour brand = colour(profile);
        return ":root{%s}\n@media (prefers-color-scheme:dark){:root{%s}}\n"
                .formatted(tokens(brand, DAY), tokens(brand, NIGHT));
    }

    /** A button in the page's own colour could not be seen. */
    private static String tokens(Colour brand, Colour page) {
        Colour button = brand.contrast(page) < 1.6 ? brand.legibleOn(page) : brand;
        return "--brand:%s;--on-brand:%s;--brand-hover:%s;--accent:%s"
                .formatted(
                        button.hex(),
                        button.text().hex(),
                        hover(button).hex(),
                        brand.legibleOn(page).hex());
    }

    /** Away from its text, so that what is legible stays so. */
    private static Colour hover(Colour button) {
        return button.mixed(button.text().equals(Colour.WHITE) ? Colour.BLACK : Colour.WHITE, 0.12);
    }

    private static Colour colour(MerchantProfile profile) {
        return Colour.of(profile.brandColor() == null ? FLORIN : profile.brandColor());
    }
}
