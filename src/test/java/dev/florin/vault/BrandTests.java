package dev.florin.vault;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BrandTests {

    @ParameterizedTest
    @CsvSource({
        "4242424242424242, visa",
        "4000002500003155, visa",
        "5105105105105100, mastercard",
        "5555555555554444, mastercard",
        "2221000000000009, mastercard",
        "2720990000000007, mastercard",
        "378282246310005, amex",
        "341111111111111, amex",
        "6527658900001005, rupay",
        "6521501000000000, rupay",
        "6531490000000000, rupay",
        "6070001000000000, rupay",
        "5085001000000000, rupay",
        "8172001000000000, rupay",
        "8201000000000000, rupay",
        "6011111111111117, discover",
        "6011000990139424, discover",
        "6445644564456445, discover",
        "6531500000000000, discover",
        "6500000000000002, discover",
        "30569309025904, diners",
        "3056930009020004, diners",
        "36227206271667, diners",
        "3566002020360505, jcb",
        "3530111333300000, jcb",
        "6200000000000005, unionpay",
        "6221260000000000, unionpay",
        "8100000000000000, unionpay",
        "6759649826438453, maestro",
        "5018000000000009, maestro",
        "6799990100000000019, maestro",
        "2220990000000000, unknown",
        "2721000000000000, unknown",
        "9999999999999995, unknown",
        "1000000000000008, unknown",
    })
    void theNarrowestRangeDecidesTheBrand(String number, String brand) {
        assertThat(Brand.of(number).wire()).isEqualTo(brand);
    }

    @Test
    void onlyAmericanExpressHasFourDigitsOfCvc() {
        assertThat(Brand.AMEX.hasCvcOf(4)).isTrue();
        assertThat(Brand.AMEX.hasCvcOf(3)).isFalse();
        assertThat(Brand.VISA.hasCvcOf(4)).isFalse();
        assertThat(Brand.UNKNOWN.hasCvcOf(3)).isTrue();
        assertThat(Brand.UNKNOWN.hasCvcOf(4)).isTrue();
        assertThat(Brand.UNKNOWN.hasCvcOf(5)).isFalse();
    }
}
