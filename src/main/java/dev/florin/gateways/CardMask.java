package dev.florin.gateways;

import dev.florin.gateways.Instrument.Card;
import dev.florin.kernel.Mask;

/** Makes what is said to an acquirer, and what it answers, fit to be kept. */
final class CardMask {

    private CardMask() {}

    /** {@code card} with nothing secret left. */
    static Card card(Card card) {
        return new Card(
                Mask.pan(card.number()),
                card.expMonth(),
                card.expYear(),
                card.cvc() == null ? null : "***",
                card.holder());
    }

    /** {@code text} without anything that looks like a card number or code. */
    static String text(String text) {
        return Mask.cards(text);
    }

    /** As {@link #text(String)}, and without the given card's number wherever it stands. */
    static String text(String text, String number) {
        return Mask.cards(text.replace(number, Mask.pan(number)));
    }
}
