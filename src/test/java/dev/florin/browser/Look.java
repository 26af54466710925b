package dev.florin.browser;

import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.options.ColorScheme;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * What a visitor looks at a page with.
 *
 * @param width in CSS pixels
 * @param script whether JavaScript is on
 * @param locale such as {@code hi-IN}
 */
record Look(int width, int height, ColorScheme scheme, boolean script, String locale) {

    static final Look PHONE = new Look(360, 780, ColorScheme.LIGHT, true, "en-IN");
    static final Look TABLET = PHONE.sized(768, 1024);
    static final Look DESKTOP = PHONE.sized(1280, 800);

    /** A phone and a desk, by day and by night: what a page is looked at with. */
    static Stream<Look> each() {
        return dayAndNight(PHONE, DESKTOP);
    }

    /**
     * Every size and every colour scheme at least once, as faults are of the one or of the other; with {@code -Dlooks=all}
     * each size in both.
     */
    static Stream<Look> dayAndNight(Look... sizes) {
        return System.getProperty("looks", "").equals("all")
                ? Stream.of(sizes).flatMap(look -> Stream.of(look, look.dark()))
                : IntStream.range(0, sizes.length).mapToObj(i -> i % 2 == 0 ? sizes[i] : sizes[i].dark());
    }

    Look dark() {
        return new Look(width, height, ColorScheme.DARK, script, locale);
    }

    Look withoutScript() {
        return new Look(width, height, scheme, false, locale);
    }

    Look in(String other) {
        return new Look(width, height, scheme, script, other);
    }

    Look sized(int otherWidth, int otherHeight) {
        return new Look(otherWidth, otherHeight, scheme, script, locale);
    }

    /** As after zooming in: the window is as large as before, and shows as much less. */
    Look zoomed(double factor) {
        return sized((int) (width / factor), (int) (height / factor));
    }

    NewContextOptions options() {
        return new NewContextOptions()
                .setViewportSize(width, height)
                .setColorScheme(scheme)
                .setJavaScriptEnabled(script)
                .setLocale(locale)
                .setIsMobile(width < 600)
                .setHasTouch(width < 600);
    }

    /** {@code 360-dark} */
    @Override
    public String toString() {
        return width + "-" + scheme.name().toLowerCase(java.util.Locale.ROOT);
    }
}
