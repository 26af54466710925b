package dev.florin.platform;

import dev.florin.kernel.Mask;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.regex.Pattern;

/**
 * Makes what went through Florin fit to be shown to the people who run it: no card data, no secrets, of e-mail addresses
 * the first letter and the domain.
 */
final class Redaction {

    /** Enough for a message and the stacks of a few causes. */
    private static final int LONGEST_FAILURE = 12_000;

    private static final Pattern SECRET_FIELD = Pattern.compile(
            "(\"[^\"]*(?:secret|password|passcode|token|authorization|cvc|cvv|otp|pin)[^\"]*\"\\s*:\\s*)\"(?:[^\"\\\\]|\\\\.)*\"",
            Pattern.CASE_INSENSITIVE);

    /** Secrets of Florin's own, which say by their beginning that they are. */
    private static final Pattern SECRET =
            Pattern.compile("\\b((?:whsec|sk|secret)_(?:test_|live_)?)[0-9A-Za-z+/=_-]{8,}", Pattern.CASE_INSENSITIVE);

    private static final Pattern MAIL =
            Pattern.compile("([\\p{L}\\p{N}])[\\p{L}\\p{N}._%+-]*@([\\p{L}\\p{N}-]+(?:\\.[\\p{L}\\p{N}-]+)+)");

    private Redaction() {}

    static String of(String text) {
        String masked = SECRET_FIELD.matcher(Mask.cards(text)).replaceAll("$1\"***\"");
        return MAIL.matcher(SECRET.matcher(masked).replaceAll("$1***")).replaceAll("$1***@$2");
    }

    /** The message of a failure and where it came from, with its causes; at most some 12 000 characters. */
    static String of(Throwable failure) {
        var text = new StringWriter();
        failure.printStackTrace(new PrintWriter(text));
        String whole = of(text.toString().strip().replace("\t", "    ").replace('\0', '\uFFFD'));
        return whole.length() <= LONGEST_FAILURE ? whole : whole.substring(0, LONGEST_FAILURE) + "\n… and so on";
    }
}
