package dev.florin.checkout;

import dev.florin.merchants.MerchantProfile;
import org.jspecify.annotations.Nullable;

/** A merchant's colour as a stylesheet, made so that whatever the colour, all text can be read. */
public final class Branding {

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

    /**
     * The same for a preview by day and one by night, elements of the classes {@code preview-day} and
     * {@code preview-night}, whatever the page around them is.
     *
     * @param brand {@code #rrggbb}; null for Florin's own
     */
    public static String preview(@Nullable String brand) {
        Colour colour = Colour.of(brand == null ? FLORIN : brand);
        return ".preview-day{%s;--page:%s;--text:#1a2230}\n.preview-night{%s;--page:%s;--text:#e8ecf3}\n"
                .formatted(tokens(colour, DAY), DAY.hex(), tokens(colour, NIGHT), NIGHT.hex());
    }

    /** What the text on a button of this colour is, by how much it can be told from it, and whether all is well. */
    public static Legibility legibility(@Nullable String brand) {
        Colour colour = Colour.of(brand == null ? FLORIN : brand);
        Colour text = colour.text();
        return new Legibility(
                text.equals(Colour.WHITE) ? "white" : "black",
                Math.floor(colour.contrast(text) * 10) / 10,
                colour.contrast(DAY) >= Colour.LEGIBLE,
                colour.contrast(NIGHT) >= Colour.LEGIBLE);
    }

    /**
     * @param text {@code white} or {@code black}
     * @param contrast as WCAG 2.2 defines it; at least 4.5
     * @param byDay whether links in this colour are legible as they are on the light page; if not, they are made darker
     * @param byNight the same on the dark one, where they are made lighter
     */
    public record Legibility(String text, double contrast, boolean byDay, boolean byNight) {}

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
