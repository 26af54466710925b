package dev.florin.gateways;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CardMaskTests {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"card\":{\"number\":\"4242424242424242\"}}",
                "{\"number\":4242424242424242",
                "no such card 4242 4242 4242 4242!",
                "4242-4242-4242-4242",
                "pan=4242424242424242&cvc=123",
                "PAN4242424242424242X",
                "\u00004242424242424242\uFFFD"
            })
    void aCardNumberIsMaskedHoweverItIsEchoed(String answer) {
        assertThat(CardMask.text(answer)).contains("424242******4242").doesNotContainPattern("[0-9 -]{13,}");
    }

    @Test
    void theCardOfTheRequestIsMaskedEvenInsideOtherDigits() {
        assertThat(CardMask.text("00424242424242424299", "4242424242424242")).isEqualTo("00424242******424299");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"cvc\":\"987\"}", "{\"cvc\" : 987", "CVV2=987", "\"security_code\": \"9876\""})
    void aSecurityCodeIsMasked(String answer) {
        assertThat(CardMask.text(answer)).contains("***").doesNotContain("987");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"reference\":\"01990000-0000-7000-8000-000000000001\",\"amount\":999999999999}",
                "{\"created\":\"2026-11-21T01:26:18.130568375Z\",\"auth_code\":\"826719\"}"
            })
    void theRestStaysAsItIs(String answer) {
        assertThat(CardMask.text(answer)).isEqualTo(answer);
    }
}
