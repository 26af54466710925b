package dev.florin.checkout;

/**
 * A colour of sRGB, and how well it can be told from another.
 *
 * @param red 0–255
 */
record Colour(int red, int green, int blue) {

    static final Colour WHITE = new Colour(255, 255, 255);
    static final Colour BLACK = new Colour(0, 0, 0);

    /** What WCAG 2.2 asks of text, 1.4.3 AA. */
    static final double LEGIBLE = 4.5;

    private static final int STEPS = 100;

    /** @param hex {@code #rrggbb} */
    static Colour of(String hex) {
        int rgb = Integer.parseInt(hex, 1, 7, 16);
        return new Colour(rgb >> 16, rgb >> 8 & 255, rgb & 255);
    }

    /** 1 to 21, as WCAG 2.2 defines it. */
    double contrast(Colour other) {
        double one = luminance();
        double two = other.luminance();
        return (Math.max(one, two) + 0.05) / (Math.min(one, two) + 0.05);
    }

    /** White or black, whichever is legible on this; one of them always is. */
    Colour text() {
        return contrast(WHITE) >= LEGIBLE ? WHITE : BLACK;
    }

    /** This, or the nearest that is legible on {@code background}: darker on a light one, lighter on a dark one. */
    Colour legibleOn(Colour background) {
        Colour goal = background.text();
        for (int step = 0; step < STEPS; step++) {
            Colour mixed = mixed(goal, step / (double) STEPS);
            if (mixed.contrast(background) >= LEGIBLE) {
                return mixed;
            }
        }
        return goal;
    }

    /** @param share of {@code other}, 0–1 */
    Colour mixed(Colour other, double share) {
        return new Colour(
                mixed(red, other.red, share), mixed(green, other.green, share), mixed(blue, other.blue, share));
    }

    String hex() {
        return "#%02x%02x%02x".formatted(red, green, blue);
    }

    private double luminance() {
        return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue);
    }

    private static double linear(int channel) {
        double share = channel / 255.0;
        return share <= 0.04045 ? share / 12.92 : Math.pow((share + 0.055) / 1.055, 2.4);
    }

    private static int mixed(int one, int two, double share) {
        return (int) Math.round(one + (two - one) * share);
    }
}
