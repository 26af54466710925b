package dev.florin.docs;

import java.util.Locale;

/**
 * A place on a page that can be linked to.
 *
 * @param level 2 or 3
 */
public record Heading(int level, String anchor, String text) {

    /** The anchor that a heading with this text has; the same as on most hosts of repositories. */
    static String anchor(String text) {
        return text.toLowerCase(Locale.ROOT)
                .replaceAll("[^\\p{L}\\p{N} _-]", "")
                .strip()
                .replace(' ', '-');
    }
}
