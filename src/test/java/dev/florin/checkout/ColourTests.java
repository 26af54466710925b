package dev.florin.checkout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.florin.merchants.MerchantProfile;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class ColourTests {

    private static final Pattern TOKEN = Pattern.compile("--([a-z-]+):(#[0-9a-f]{6})");

    @Test
    void contrastIsWhatWcagSaysItIs() {
        assertThat(Colour.BLACK.contrast(Colour.WHITE)).isEqualTo(21, within(1e-9));
        assertThat(Colour.of("#767676").contrast(Colour.WHITE)).isEqualTo(4.54, within(0.005));
        assertThat(Colour.of("#ff0000").contrast(Colour.WHITE)).isEqualTo(4.0, within(0.005));
    }

    @Test
    void whateverTheMerchantsColourEverythingCanBeRead() {
        for (int red = 0; red < 256; red += 15) {
            for (int green = 0; green < 256; green += 15) {
                for (int blue = 0; blue < 256; blue += 15) {
                    Colour colour = new Colour(red, green, blue);
                    Matcher tokens = TOKEN.matcher(Branding.stylesheet(profile(colour)));
                    for (String page : List.of("#f6f7f9", "#191c22")) {
                        Colour brand = next(tokens);
                        Colour onBrand = next(tokens);
                        Colour hover = next(tokens);
                        Colour accent = next(tokens);
                        assertThat(brand.contrast(onBrand)).as("%s", colour).isGreaterThanOrEqualTo(4.5);
                        assertThat(hover.contrast(onBrand)).as("%s", colour).isGreaterThanOrEqualTo(4.5);
                        assertThat(accent.contrast(Colour.of(page)))
                                .as("%s", colour)
                                .isGreaterThanOrEqualTo(4.5);
                    }
                }
            }
        }
    }

    @Test
    void aColourThatCanBeReadStaysAsItIs() {
        assertThat(Branding.stylesheet(profile(Colour.of("#1f6f4a"))))
                .startsWith(":root{--brand:#1f6f4a;--on-brand:#ffffff;");
    }

    private static Colour next(Matcher tokens) {
        assertThat(tokens.find()).isTrue();
        return Colour.of(tokens.group(2));
    }

    private static MerchantProfile profile(Colour colour) {
        return new MerchantProfile("Tea", colour.hex(), null, List.of(), false);
    }
}
