package dev.florin.vault;

import dev.florin.kernel.Rejection;

/** A card that cannot exist or is no longer valid. Says what is wrong and never repeats what was sent. */
final class InvalidCard extends Rejection {

    private InvalidCard(String code, String message, String param) {
        super(Kind.INVALID, code, message, param);
    }

    static InvalidCard number(String message) {
        return new InvalidCard("card_number_invalid", message, "card.number");
    }

    static InvalidCard expiry(String message, String param) {
        return new InvalidCard("expiry_invalid", message, param);
    }

    static InvalidCard expired(String param) {
        return new InvalidCard("card_expired", "The card has expired; check its month and year.", param);
    }

    static InvalidCard cvc(String message) {
        return new InvalidCard("cvc_invalid", message, "card.cvc");
    }
}
