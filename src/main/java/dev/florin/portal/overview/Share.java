package dev.florin.portal.overview;

import java.math.BigDecimal;
import java.math.RoundingMode;

/** A part of a whole, which may be nothing at all. */
record Share(long part, long whole) {

    boolean known() {
        return whole > 0;
    }

    /** In percent, with one decimal; zero if there is no whole. */
    public BigDecimal percent() {
        return known()
                ? BigDecimal.valueOf(part)
                        .multiply(BigDecimal.valueOf(100))
                        .divide(BigDecimal.valueOf(whole), 1, RoundingMode.HALF_UP)
                : BigDecimal.ZERO;
    }

    @Override
    public String toString() {
        return known() ? percent() + " %" : "–";
    }
}
