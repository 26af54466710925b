package dev.florin.vault;

import org.jspecify.annotations.Nullable;

/** Cards of the sandbox. */
public final class CardFixture {

    public static final String VISA = "4242424242424242";

    private CardFixture() {}

    public static Card visa() {
        return card(VISA, "123");
    }

    public static Card card(String number, @Nullable String cvc) {
        return new Card(number, 12, 2040, cvc, "Asha Customer");
    }
}
