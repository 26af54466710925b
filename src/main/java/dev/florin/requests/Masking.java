package dev.florin.requests;

import dev.florin.kernel.Mask;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/**
 * What may be kept of one text: decided by the field that it is in, and by what it looks like wherever it is. What a field
 * of a card is not known to be harmless is not kept. Rather too much is masked than too little.
 */
final class Masking {

    static final String MASKED = "***";

    /** Longer texts are cut: what is long here is a picture. */
    private static final int LONGEST = 2048;

    private static final int MOST_REMEMBERED = 2000;
    private static final Pattern SECRET = Pattern.compile("(secret_|sgn_|whsec_)[A-Za-z0-9_+/=-]+");
    private static final Pattern ADDRESS =
            Pattern.compile("([A-Za-z0-9._%+-]{1,2})[A-Za-z0-9._%+-]*(?:@|%40)([A-Za-z0-9.-]+)");
    private static final Set<String> HARMLESS_OF_CARD =
            Set.of("brand", "last4", "expmonth", "expyear", "network", "type", "object", "funding");
    private static final Set<String> NUMBERS =
            Set.of("number", "cardnumber", "ccnumber", "accountnumber", "primaryaccountnumber", "pan");
    private static final Set<String> PHONES = Set.of("phone", "contact", "mobile", "phonenumber");

    /** In whole, as they are short. */
    private static final Set<String> SECRETS = Set.of("pin", "otp", "cid", "csc", "cvn");

    private static final Set<String> PARTS_OF_SECRETS = Set.of(
            "secret",
            "password",
            "passwd",
            "passphrase",
            "cvc",
            "cvv",
            "securitycode",
            "cryptogram",
            "authorization",
            "credential",
            "privatekey",
            "apikey",
            "track1",
            "track2");

    /** By name, as callers repeat theirs; strangers' names do not fill it. */
    private static final Map<String, Name> NAMES = new ConcurrentHashMap<>();

    private Masking() {}

    /** What a field's name says of its value. */
    enum Field {
        PLAIN,
        /** Alone in that nothing is known against it, in a card. */
        HARMLESS,
        /** Everything about a card. */
        CARD,
        NUMBER,
        PHONE,
        SECRET
    }

    /**
     * A field's name.
     *
     * @param kept what may be kept of it, as it is a text too
     */
    record Name(Field field, String kept) {}

    static Name name(String name) {
        Name known = NAMES.get(name);
        if (known == null) {
            known = new Name(classify(name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "")), text(name));
            if (NAMES.size() < MOST_REMEMBERED && name.length() < 64) {
                NAMES.put(name, known);
            }
        }
        return known;
    }

    private static Field classify(String name) {
        if (SECRETS.contains(name) || PARTS_OF_SECRETS.stream().anyMatch(name::contains)) {
            return Field.SECRET;
        }
        if (NUMBERS.contains(name)) {
            return Field.NUMBER;
        }
        if (PHONES.contains(name)) {
            return Field.PHONE;
        }
        if (HARMLESS_OF_CARD.contains(name)) {
            return Field.HARMLESS;
        }
        return name.contains("card") ? Field.CARD : Field.PLAIN;
    }

    /** @param inCard whether anything around it is a card */
    static String value(Field field, boolean inCard, String text) {
        return switch (field) {
            case SECRET, CARD -> MASKED;
            case NUMBER -> number(text, inCard);
            case PHONE -> MASKED + text.substring(Math.max(0, text.length() - 2));
            case HARMLESS -> text(text);
            case PLAIN -> inCard ? MASKED : text(text);
        };
    }

    /** BIN and last four digits of what is a card number, good or bad. */
    private static String number(String text, boolean inCard) {
        String digits = text.replaceAll("[ -]", "");
        if (digits.matches("\\d{13,19}")) {
            return Mask.pan(digits);
        }
        return inCard || digits.chars().filter(Character::isDigit).count() > 8 ? MASKED : text(text);
    }

    /** What may be kept of a text that could be anything. */
    static String text(String text) {
        String masked = text;
        if (mayHaveSecret(text)) {
            masked = SECRET.matcher(masked).replaceAll("$1" + MASKED);
        }
        if (text.indexOf('@') >= 0 || text.contains("%40")) {
            masked = ADDRESS.matcher(masked).replaceAll("$1" + MASKED + "@$2");
        }
        masked = Digits.masked(masked);
        return masked.length() > LONGEST
                ? "%s… (%d characters)".formatted(masked.substring(0, 64), masked.length())
                : masked;
    }

    private static boolean mayHaveSecret(String text) {
        return text.indexOf('_') >= 0 && (text.contains("secret_") || text.contains("sgn_") || text.contains("whsec_"));
    }
}
