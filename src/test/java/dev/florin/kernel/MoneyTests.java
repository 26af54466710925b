package dev.florin.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MoneyTests {

    @ParameterizedTest
    @CsvSource({
        "50000, INR, 500.00 INR",
        "1, USD, 0.01 USD",
        "500, JPY, 500 JPY",
        "500, KRW, 500 KRW",
        "500, CLP, 500 CLP",
        "1500, KWD, 1.500 KWD",
        "1, BHD, 0.001 BHD",
        "1, JOD, 0.001 JOD",
        "1, OMR, 0.001 OMR",
        "1, TND, 0.001 TND",
        "-5, EUR, -0.05 EUR"
    })
    void isWrittenWithTheDecimalsOfItsCurrency(long minor, String currency, String text) {
        assertThat(Money.of(minor, currency)).hasToString(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"XXX", "XAU", "XTS", "inr", "IN", "INRR", "", "ZZZ", "₹"})
    void whatIsNoCurrencyIsRefused(String code) {
        assertThatThrownBy(() -> Money.of(1, code))
                .isInstanceOfSatisfying(
                        Rejection.class, r -> assertThat(r.code()).isEqualTo("currency_unknown"));
    }

    @Test
    void mixingCurrenciesIsAnError() {
        Money rupees = Money.of(1, "INR");
        Money dollars = Money.of(1, "USD");
        assertThatThrownBy(() -> rupees.plus(dollars)).isInstanceOf(Rejection.class);
        assertThatThrownBy(() -> rupees.minus(dollars)).isInstanceOf(Rejection.class);
        assertThatThrownBy(() -> rupees.compareTo(dollars)).isInstanceOf(Rejection.class);
    }

    @Test
    void overflowIsAnErrorAndNeverAWrongSum() {
        Money most = Money.of(Long.MAX_VALUE, "INR");
        assertThatThrownBy(() -> most.plus(Money.of(1, "INR"))).isInstanceOf(ArithmeticException.class);
        assertThatThrownBy(() -> most.times(2)).isInstanceOf(ArithmeticException.class);
    }

    @Test
    void addsAndSubtractsExactly() {
        assertThat(Money.of(5, "INR").plus(Money.of(7, "INR"))).isEqualTo(Money.of(12, "INR"));
        assertThat(Money.of(5, "INR").minus(Money.of(7, "INR"))).isEqualTo(Money.of(-2, "INR"));
        assertThat(Money.of(5, "INR").exceeds(Money.of(4, "INR"))).isTrue();
        assertThat(Money.of(5, "INR").exceeds(Money.of(5, "INR"))).isFalse();
    }
}
