package dev.florin.merchants;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SecretsTests {

    final Secrets secrets = new Secrets(new byte[32]);

    @Test
    void keysAndSecretsTellTheirModeAndAreNeverTheSame() {
        var test = secrets.issue(false);

        assertThat(test.keyId()).matches("key_test_[0-9A-Za-z]{20}");
        assertThat(test.secret()).matches("secret_test_[0-9A-Za-z]{40}");
        assertThat(secrets.issue(true).keyId()).startsWith("key_live_");
        assertThat(secrets.issue(true).secret()).startsWith("secret_live_");
        assertThat(secrets.issue(false)).isNotEqualTo(test);
    }

    @Test
    void aSecretNeverPrintsItself() {
        var issued = secrets.issue(true);

        assertThat(issued.toString()).contains(issued.keyId()).doesNotContain(issued.secret());
    }

    @Test
    void onlyTheSecretMatchesItsHash() {
        var hash = secrets.hash("secret_test_a");

        assertThat(secrets.matches("secret_test_a", hash)).isTrue();
        assertThat(secrets.matches("secret_test_b", hash)).isFalse();
        assertThat(secrets.matches("", hash)).isFalse();
        assertThat(secrets.matches("secret_test_a", null)).isFalse();
    }

    @Test
    void withAnotherPepperNothingMatches() {
        var pepper = new byte[32];
        pepper[0] = 1;

        assertThat(new Secrets(pepper).matches("secret_test_a", secrets.hash("secret_test_a")))
                .isFalse();
    }
}
