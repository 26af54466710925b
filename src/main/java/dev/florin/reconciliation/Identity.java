package dev.florin.reconciliation;

import dev.florin.kernel.TypeId;
import dev.florin.platform.Sha256;
import dev.florin.reconciliation.reading.BankLine;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What lines of one file are known by, so that the same line in another file is not taken for a new one: the bank's id, or
 * else all that it says; and for the how manieth time the file says it, as a bank may well book the same twice.
 */
final class Identity {

    private static final Pattern OURS = Pattern.compile(
            "\\b(pay|rfnd|dp|sbx)_[0-7][0-9a-hjkmnp-tv-z]{25}\\b|\\b[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\\b");

    private final Map<String, Integer> seen = new HashMap<>();

    String of(BankLine line) {
        String known = line.bankId() != null
                ? "b" + (line.bankId().length() > 64 ? hash(line.bankId()) : line.bankId())
                : "f"
                        + hash("%s|%d|%d|%s|%s|%s"
                                .formatted(
                                        line.bookedOn(),
                                        line.amount(),
                                        line.fee(),
                                        line.currency(),
                                        line.reference(),
                                        line.description()));
        return known + "#" + seen.merge(known, 1, Integer::sum);
    }

    private static String hash(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(Sha256.of(text), 16));
    }

    /** What of ours a line names, by its reference or else by its text; null if nothing. */
    static @Nullable UUID key(BankLine line) {
        return key(line.reference()).or(() -> key(line.description())).orElse(null);
    }

    private static Optional<UUID> key(@Nullable String text) {
        Matcher found = OURS.matcher(text == null ? "" : text);
        if (!found.find()) {
            return Optional.empty();
        }
        String prefix = found.group(1);
        return prefix == null ? Optional.of(UUID.fromString(found.group())) : TypeId.parse(prefix, found.group());
    }
}
