package dev.florin.consistency;

import org.jspecify.annotations.Nullable;

/**
 * Something that is not as it should be. While it lasts, each look tells it by the same subject and aspect.
 *
 * @param aspect what of the subject, such as {@code amount_captured}
 * @param expected what the law wants, for people
 * @param actual what is stored, for people
 */
public record Discrepancy(Subject subject, String aspect, String expected, String actual) {

    private static final int LONGEST = 500;

    public Discrepancy {
        expected = cut(expected);
        actual = cut(actual);
    }

    /** @param expected any value; null reads as {@code none} */
    public static Discrepancy of(Subject subject, String aspect, @Nullable Object expected, @Nullable Object actual) {
        return new Discrepancy(subject, aspect, words(expected), words(actual));
    }

    private static String words(@Nullable Object value) {
        return value == null ? "none" : value.toString();
    }

    private static String cut(String text) {
        return text.length() > LONGEST ? text.substring(0, LONGEST) + "…" : text;
    }
}
