package dev.florin.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.florin.kernel.Rejection;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CardTests {

    private static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");

    @Test
    void aCheckedCardIsNormalised() {
        var card = new Card(" 4242-4242 4242 4242".strip(), 12, 30, " 123 ", "  A. Customer ").checked(NOW);

        assertThat(card).isEqualTo(new Card("4242424242424242", 12, 2030, "123", "A. Customer"));
        assertThat(card.checked(NOW)).isEqualTo(card);
    }

    @Test
    void aCardWithoutCvcAndHolderIsGood() {
        assertThat(new Card("4242424242424242", 12, 2030, null, " ").checked(NOW))
                .isEqualTo(new Card("4242424242424242", 12, 2030, null, null));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "4242424242424242", "4222222222222", "5555555555554444", "2223003122003222", "378282246310005",
                "6011111111111117", "6527658900001005", "30569309025904", "3566002020360505", "6200000000000005",
                "6759649826438453", "4000000000000002", "4000000000009995", "4000000000000069", "4000002500003155"
            })
    void wellKnownTestNumbersAreGood(String number) {
        assertThat(card(number, null).checked(NOW).number()).isEqualTo(number);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "4",
                "42424242424",
                "42424242424242424242", // too short, too long
                "4242424242424241",
                "4242424242424224", // mistyped, two digits changed about
                "424242424242424x",
                "４２４２４２４２４２４２４２４２",
                "4242.4242.4242.4242", // not digits
                "42424242424242",
                "55555555555544",
                "3782822463100050" // not so many digits for the brand
            })
    void anImpossibleNumberIsRefused(String number) {
        assertRefused(card(number, null), "card_number_invalid", "card.number");
    }

    @ParameterizedTest
    @CsvSource({"0, 2030, card.exp_month", "13, 2030, card.exp_month", "-1, 2030, card.exp_month"})
    @CsvSource({"12, 1999, card.exp_year", "12, 2077, card.exp_year", "12, 99, card.exp_year", "1, -1, card.exp_year"})
    @CsvSource({"12, 130, card.exp_year", "12, 20300, card.exp_year"})
    void anImpossibleExpiryIsRefused(int month, int year, String param) {
        assertRefused(expiring(month, year), "expiry_invalid", param);
    }

    @ParameterizedTest
    @CsvSource({
        "10, 2026, card.exp_month",
        "10, 26, card.exp_month",
        "12, 2025, card.exp_year",
        "1, 2000, card.exp_year"
    })
    void anExpiredCardIsRefused(int month, int year, String param) {
        assertRefused(expiring(month, year), "card_expired", param);
    }

    @ParameterizedTest
    @CsvSource({"11, 2026", "11, 26", "12, 2026", "1, 2027", "12, 2076"})
    void aCardIsGoodToTheEndOfItsMonth(int month, int year) {
        assertThat(expiring(month, year).checked(NOW).expMonth()).isEqualTo(month);
    }

    @Test
    void aMonthEndsWhereItEndsLast() {
        var card = expiring(11, 2026);

        assertThat(card.checked(Instant.parse("2026-12-01T11:59:59Z")).expMonth())
                .isEqualTo(11);
        var rejection =
                catchThrowableOfType(Rejection.class, () -> card.checked(Instant.parse("2026-12-01T12:00:00Z")));
        assertThat(rejection.code()).isEqualTo("card_expired");
    }

    @ParameterizedTest
    @CsvSource({
        "4242424242424242, 12",
        "4242424242424242, 1234",
        "4242424242424242, 12x",
        "4242424242424242, ''",
        "378282246310005, 123",
        "378282246310005, 12345",
        "9999999999999995, 12"
    })
    void aCvcOfTheWrongLengthIsRefused(String number, String cvc) {
        assertRefused(card(number, cvc), "cvc_invalid", "card.cvc");
    }

    @ParameterizedTest
    @CsvSource({"4242424242424242, 123", "378282246310005, 1234", "9999999999999995, 123", "9999999999999995, 1234"})
    void aCvcOfTheRightLengthIsGood(String number, String cvc) {
        assertThat(card(number, cvc).checked(NOW).cvc()).isEqualTo(cvc);
    }

    @Test
    void aCardNeverPrintsItself() {
        assertThat(new Card("4242424242424242", 12, 2030, "123", "A. Customer")).hasToString("Card[…]");
    }

    private static Card card(String number, @Nullable String cvc) {
        return new Card(number, 12, 2030, cvc, null);
    }

    private static Card expiring(int month, int year) {
        return new Card("4242424242424242", month, year, null, null);
    }

    private static void assertRefused(Card card, String code, String param) {
        var rejection = catchThrowableOfType(Rejection.class, () -> card.checked(NOW));
        assertThat(rejection).isNotNull();
        assertThat(rejection.kind()).isEqualTo(Rejection.Kind.INVALID);
        assertThat(rejection.code()).isEqualTo(code);
        assertThat(rejection.param()).isEqualTo(param);
        if (card.number().length() > 4) {
            assertThat(rejection.reason()).doesNotContain(card.number());
        }
    }
}
