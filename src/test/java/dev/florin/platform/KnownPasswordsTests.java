package dev.florin.platform;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.mock.env.MockEnvironment;

class KnownPasswordsTests {

    @ParameterizedTest
    @ValueSource(strings = {"spring.datasource.password", "florin.migrations.password", "spring.mail.password"})
    void nothingStartsInProductionWithAPasswordThatEverybodyKnows(String property) {
        assertThatIllegalStateException()
                .isThrownBy(() -> check(new MockEnvironment().withProperty(property, "florin")))
                .withMessageContaining(property)
                .withMessageContaining("everybody knows");
    }

    @Test
    void aPasswordOfOnesOwnIsTaken() {
        assertThatCode(() ->
                        check(new MockEnvironment().withProperty("spring.datasource.password", "k7Qp-one-of-ours")))
                .doesNotThrowAnyException();
    }

    @Test
    void inDevelopmentTheDocumentedOneWillDo() {
        var development = new MockEnvironment().withProperty("spring.datasource.password", "florin");
        development.setActiveProfiles("dev");

        assertThatCode(() -> check(development)).doesNotThrowAnyException();
    }

    private static void check(MockEnvironment environment) {
        new KnownPasswords(environment).afterPropertiesSet();
    }
}
