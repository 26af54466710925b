package dev.florin.portal.settlements;

import dev.florin.settlements.OnHold;
import dev.florin.settlements.SettlementView;
import org.jspecify.annotations.Nullable;

/**
 * How a settlement stands, in a word and a colour that says no more than the word.
 *
 * @param tone {@code good}, {@code bad}, {@code wait}, or nothing
 */
record Standing(String text, String tone) {

    static Standing of(SettlementView settlement, @Nullable OnHold hold) {
        return switch (settlement.status()) {
            case CARRIED -> new Standing("Carried on", "");
            case CREATED -> hold == null ? new Standing("On its way", "wait") : new Standing("On hold", "wait");
            case PAID -> new Standing("Paid", "good");
            case FAILED -> new Standing("Failed", "bad");
        };
    }
}
