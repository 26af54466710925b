package dev.florin.members;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.florin.kernel.Rejection;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.security.crypto.password.PasswordEncoder;

class PasswordRulesTests {

    private final PasswordEncoder argon2 = new MembersConfiguration().passwordEncoder();
    private final PasswordRules rules = new PasswordRules(new CommonPasswords(), argon2);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "short",
                "elevenchars",
                "123456789987654321",
                "PASSWORD12345678",
                "!!!password!!!",
                "tigertigertiger",
                "aaaaaaaaaaaaaaaa",
                "asha.longname@example.com",
                "asha.longname"
            })
    void whatIsEasilyGuessedIsRefusedBesideItsField(String password) {
        assertThatExceptionOfType(Rejection.class)
                .isThrownBy(() -> rules.hash(password, "asha.longname@example.com", "password"))
                .satisfies(refused -> assertThat(refused.param()).isEqualTo("password"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"four tin cups of tea", "kalter regen im april", "चाय की चार प्यालियाँ", "x7!kQ92-vv0Lm"})
    void lengthIsAllThatIsAskedFor(String password) {
        assertThat(argon2.matches(PasswordRules.normal(password), rules.hash(password, "a@example.com", "password")))
                .isTrue();
    }

    @Test
    void aPasswordIsTheSameOnEveryKeyboard() {
        String composed = "caf\u00e9 au lait noir";
        String decomposed = "cafe\u0301 au lait noir";

        assertThat(argon2.matches(PasswordRules.normal(decomposed), rules.hash(composed, "a@example.com", "password")))
                .isTrue();
    }

    @Test
    void moreThanAnybodyTypesIsNotHashed() {
        assertThatExceptionOfType(Rejection.class)
                .isThrownBy(() -> rules.hash("long ".repeat(100), "a@example.com", "password"));
    }
}
