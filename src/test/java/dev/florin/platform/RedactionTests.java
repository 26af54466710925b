package dev.florin.platform;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RedactionTests {

    @Test
    void cardsSecretsAndAddressesAreMaskedAndAllElseStays() {
        assertThat(Redaction.of("""
                {"number":"4242424242424242","cvc":"123","clientSecret":"abc","email":"asha.rao@shop.example",
                 "password":"a\\"b","amount":4242,"id":"pay_01kaq9v3mze8n9x6w1t2r5y7dc"}""")).isEqualTo("""
                {"number":"424242******4242","cvc":"***","clientSecret":"***","email":"a***@shop.example",
                 "password":"***","amount":4242,"id":"pay_01kaq9v3mze8n9x6w1t2r5y7dc"}""");
        assertThat(Redaction.of("signed by whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"))
                .isEqualTo("signed by whsec_***");
    }

    @Test
    void aFailureIsToldWithItsCausesAndNotAtAnyLength() {
        var failure = new IllegalStateException("outer", new IllegalArgumentException("inner " + "x".repeat(20_000)));

        String told = Redaction.of(failure);

        assertThat(told)
                .startsWith("java.lang.IllegalStateException: outer")
                .contains("Caused by: java.lang.IllegalArgumentException: inner")
                .hasSizeLessThan(12_100);
    }

    @Test
    void aCursorComesBackAsItWentAndNobodysOwnIsAnError() {
        var cursor = new Cursor(java.time.Instant.parse("2026-03-01T10:00:00.123456Z"), "sandbox/a~b");

        assertThat(Cursor.of(cursor.toString())).hasValue(cursor);
        assertThat(Cursor.of("nonsense")).isEmpty();
        assertThat(Cursor.of("12x~a")).isEmpty();
        assertThat(Cursor.of(null)).isEmpty();
    }
}
