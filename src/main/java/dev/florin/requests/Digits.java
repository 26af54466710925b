package dev.florin.requests;

/**
 * Finds what may be a card number among other text: 12 to 19 digits (ISO/IEC 7812-1) that pass the Luhn check, written
 * together or in groups. Longer rows of digits may hide one, and are masked too.
 */
final class Digits {

    private static final int SHORTEST = 12;
    private static final int LONGEST = 19;
    private static final int SHOWN = 4;

    private Digits() {}

    /** {@code text}, all but the last four digits of each of them starred. */
    static String masked(String text) {
        if (count(text) < SHORTEST) {
            return text;
        }
        char[] chars = text.toCharArray();
        int at = 0;
        while (at < chars.length) {
            if (digit(chars[at]) < 0) {
                at++;
                continue;
            }
            int end = endOfGroups(chars, at);
            mask(chars, at, end);
            at = end;
        }
        return new String(chars);
    }

    private static int count(String text) {
        int count = 0;
        for (int i = 0; i < text.length(); i++) {
            if (digit(text.charAt(i)) >= 0) {
                count++;
            }
        }
        return count;
    }

    /** Behind the last of the groups of digits that follow each other with one separator in between. */
    private static int endOfGroups(char[] chars, int start) {
        int end = start;
        while (end < chars.length) {
            if (digit(chars[end]) >= 0) {
                end++;
            } else if (separates(chars[end]) && end + 1 < chars.length && digit(chars[end + 1]) >= 0) {
                end += 2;
            } else {
                break;
            }
        }
        return end;
    }

    /** Each row of whole groups that has the length of a card number. */
    private static void mask(char[] chars, int start, int end) {
        char[] plain = java.util.Arrays.copyOfRange(chars, start, end);
        for (int from = 0; from < plain.length; from++) {
            if (digit(plain[from]) < 0 || (from > 0 && digit(plain[from - 1]) >= 0)) {
                continue; // not where a group begins
            }
            int digits = 0;
            for (int to = from; to < plain.length && digits <= LONGEST; to++) {
                if (digit(plain[to]) < 0) {
                    continue;
                }
                digits++;
                boolean ends = to + 1 == plain.length || digit(plain[to + 1]) < 0;
                if ((ends && digits >= SHORTEST && digits <= LONGEST && luhn(plain, from, to + 1))
                        || (digits > LONGEST && isOneGroup(plain, from, to))) {
                    star(chars, start + from, start + (digits > LONGEST ? endOfGroup(plain, to) : to + 1));
                }
            }
        }
    }

    private static boolean isOneGroup(char[] chars, int from, int to) {
        for (int i = from; i <= to; i++) {
            if (digit(chars[i]) < 0) {
                return false;
            }
        }
        return true;
    }

    private static int endOfGroup(char[] chars, int from) {
        int end = from;
        while (end < chars.length && digit(chars[end]) >= 0) {
            end++;
        }
        return end;
    }

    private static void star(char[] chars, int from, int to) {
        int shown = 0;
        for (int i = to - 1; i >= from; i--) {
            if (digit(chars[i]) >= 0 && ++shown > SHOWN) {
                chars[i] = '*';
            }
        }
    }

    /** ISO/IEC 7812-1, annex B. */
    private static boolean luhn(char[] chars, int from, int to) {
        int sum = 0;
        int place = 0;
        for (int i = to - 1; i >= from; i--) {
            int digit = digit(chars[i]);
            if (digit >= 0) {
                int weighted = place++ % 2 == 0 ? digit : 2 * digit;
                sum += weighted > 9 ? weighted - 9 : weighted;
            }
        }
        return sum % 10 == 0;
    }

    private static boolean separates(char c) {
        return c == ' ' || c == '-' || c == '.' || c == '+' || c == '\u00a0';
    }

    /** In any script. */
    private static int digit(char c) {
        return c < 128 ? (c >= '0' && c <= '9' ? c - '0' : -1) : Character.digit(c, 10);
    }
}
