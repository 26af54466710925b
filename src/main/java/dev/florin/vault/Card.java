package dev.florin.vault;

import org.jspecify.annotations.Nullable;

/**
 * A card in clear, as it came in or was revealed for one call. It never prints itself.
 *
 * @param number 12–19 digits; spaces and hyphens are accepted and dropped
 * @param expMonth 1–12
 * @param expYear four digits, or two of this century
 * @param cvc 3 or 4 digits; null for a stored card
 */
public record Card(String number, int expMonth, int expYear, @Nullable String cvc, @Nullable String holder) {

    @Override
    public String toString() {
        return "Card[…]";
    }
}
