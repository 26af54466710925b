package dev.florin.kernel;

import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Makes text fit to be kept: no PAN and no CVC in it, whoever wrote it. BIN and last four digits stay, as PCI DSS 4.0
 * requirement 3.4.1 allows.
 */
public final class Mask {

    /** ISO/IEC 7812 allows up to 19 digits; people and machines group them. */
    private static final Pattern NUMBER = Pattern.compile(
            "(?<!\\d)(?:\\d{13,}|\\d{4}([ -])\\d{4}\\1\\d{4}\\1\\d{1,7}|\\d{4}([ -])\\d{6}\\2\\d{5})(?!\\d)");

    private static final Pattern CODE =
            Pattern.compile("((?:cvc|cvv|cvn|cid|security_code)\\w*\\W{1,6})\\d{3,4}(?!\\d)", Pattern.CASE_INSENSITIVE);

    private static final int LONGEST_PAN = 19;

    private Mask() {}

    /** {@code 424242******4242} */
    public static String pan(String digits) {
        int hidden = digits.length() - 10;
        return hidden <= 0
                ? "*".repeat(digits.length())
                : digits.substring(0, 6) + "*".repeat(hidden) + digits.substring(6 + hidden);
    }

    /** {@code text} without anything that looks like a card number or code. */
    public static String cards(String text) {
        String masked = NUMBER.matcher(text).replaceAll(Mask::number);
        return CODE.matcher(masked).replaceAll("$1***");
    }

    private static String number(MatchResult found) {
        String digits = found.group().replaceAll("\\D", "");
        boolean secret = digits.length() > LONGEST_PAN || luhn(digits);
        return Matcher.quoteReplacement(secret ? pan(digits) : found.group());
    }

    /** ISO/IEC 7812-1, annex B. */
    private static boolean luhn(String number) {
        int sum = 0;
        for (int i = 0; i < number.length(); i++) {
            int digit = number.charAt(number.length() - 1 - i) - '0';
            int weighted = i % 2 == 0 ? digit : 2 * digit;
            sum += weighted > 9 ? weighted - 9 : weighted;
        }
        return sum % 10 == 0;
    }
}
