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

    @ParameterizedTest
    @ValueSource(strings = {"api-key", "callback-secret"})
    void noSandboxIsUsedInProductionWhoseSecretsAreInTheDocumentation(String name) {
        var sandbox = new MockEnvironment()
                .withProperty("florin.sandbox.enabled", "true")
                .withProperty("florin.sandbox.api-key", "k7Qp-one-of-ours")
                .withProperty("florin.gateways.sandbox.callback-secret", "x2Lm-another-of-ours");
        assertThatCode(() -> check(sandbox)).doesNotThrowAnyException();

        sandbox.setProperty(
                "florin.gateways.sandbox." + name,
                "sandbox_" + (name.equals("api-key") ? "key" : "callbacks") + "_florin");

        assertThatIllegalStateException()
                .isThrownBy(() -> check(sandbox))
                .withMessageContaining("florin.gateways.sandbox." + name)
                .withMessageContaining("documentation");
    }

    @Test
    void whereNoSandboxIsUsedItsSecretsDoNotMatter() {
        assertThatCode(() -> check(new MockEnvironment())).doesNotThrowAnyException();
    }

    private static void check(MockEnvironment environment) {
        new KnownPasswords(environment).afterPropertiesSet();
    }
}
