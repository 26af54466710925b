package dev.florin.members;

import java.text.Normalizer;
import java.util.Locale;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.stereotype.Component;

/**
 * What may be a password, as NIST SP 800-63B-4 (3.1.1.2) has it: long rather than mixed, nothing that others have tried
 * before, and never to be changed without a reason.
 */
@Component
class PasswordRules {

    static final int SHORTEST = 12;

    /** More would only keep Argon2 busy. */
    static final int LONGEST = 200;

    private final CommonPasswords common;
    private final PasswordEncoder encoder;

    PasswordRules(CommonPasswords common, PasswordEncoder encoder) {
        this.common = common;
        this.encoder = encoder;
    }

    /**
     * The hash of a new password.
     *
     * @param field what it is called in the form
     * @throws dev.florin.kernel.Rejection naming the field
     */
    String hash(String password, String email, String field) {
        String normal = normal(password);
        int length = normal.codePointCount(0, normal.length());
        if (length < SHORTEST) {
            throw Refusal.of(
                    field, "A password has at least %d characters; several words make a good one.".formatted(SHORTEST));
        }
        if (length > LONGEST) {
            throw Refusal.of(field, "A password has at most %d characters.".formatted(LONGEST));
        }
        if (common.has(normal) || isOf(email, normal)) {
            throw Refusal.of(field, "This password is easily guessed: many people have had it, or it is your address.");
        }
        return encoder.encode(normal);
    }

    /** The same password, whichever keyboard it was typed on: Unicode's form KC. */
    static String normal(String password) {
        return Normalizer.normalize(password, Normalizer.Form.NFKC);
    }

    private static boolean isOf(String email, String password) {
        String low = password.toLowerCase(Locale.ROOT);
        String address = email.toLowerCase(Locale.ROOT);
        return low.equals(address) || low.replaceAll("[^\\p{L}]", "").equals(address.replaceAll("@.*|[^\\p{L}]", ""));
    }
}
