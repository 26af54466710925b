package dev.florin.merchants;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.florin.kernel.Rejection;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BankAccountTests {

    /** Examples of the SWIFT registry of IBANs. */
    @ParameterizedTest
    @CsvSource({
        "DE89 3704 0044 0532 0130 00, DE •••• 3000",
        "gb29nwbk60161331926819, GB •••• 6819",
        "NO9386011117947, NO •••• 7947",
        "KW81CBKU0000000000001234560101, KW •••• 0101",
    })
    void anIbanIsTakenAsPeopleWriteIt(String written, String shown) {
        BankAccount account = BankAccount.of(" Tea House ", written, "");

        assertThat(account.masked()).isEqualTo(shown);
        assertThat(account).hasToString(shown);
        assertThat(account.holder()).isEqualTo("Tea House");
    }

    @Test
    void anIndianAccountHasItsBranchBesideIt() {
        assertThat(BankAccount.of("Tea House", "0001 2345 6789", "hdfc0000001").masked())
                .isEqualTo("HDFC0000001 •••• 6789");
    }

    @ParameterizedTest
    @CsvSource({
        "Tea House, DE89370400440532013001, , number",
        "Tea House, DE98370400440532013000, , number",
        "Tea House, 000123456789, , ifsc",
        "Tea House, 000123456789, HDFC1000001, ifsc",
        "Tea House, 12345678, HDFC0000001, number",
        "' ', DE89370400440532013000, , holder",
    })
    void whatIsNoneIsRefusedByTheFieldThatIsWrong(String holder, String number, @Nullable String ifsc, String param) {
        assertThatExceptionOfType(Rejection.class)
                .isThrownBy(() -> BankAccount.of(holder, number, ifsc))
                .matches(it -> it.code().equals("bank_account_invalid"))
                .matches(it -> param.equals(it.param()));
    }
}
