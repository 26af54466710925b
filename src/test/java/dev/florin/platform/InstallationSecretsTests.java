package dev.florin.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.mock.env.MockEnvironment;

class InstallationSecretsTests {

    private static final String PROPERTY = "florin.vault.master-key";

    @TempDir
    Path data;

    @Test
    void theConfiguredSecretIsTaken() {
        var secret = new byte[32];
        secret[0] = 42;
        var secrets = configured(Base64.getEncoder().encodeToString(secret));

        assertThat(secrets.secret(PROPERTY, "master.key")).isEqualTo(secret);
        assertThat(data).isEmptyDirectory();
    }

    @Test
    void inDevelopmentAMissingSecretIsMadeOnceAndForItsOwnerOnly() throws Exception {
        var secret = in("dev").secret(PROPERTY, "master.key");

        assertThat(secret).hasSize(32);
        assertThat(in("dev").secret(PROPERTY, "master.key")).isEqualTo(secret);
        assertThat(in("dev").secret("florin.merchants.pepper", "pepper.key")).isNotEqualTo(secret);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(data.resolve("master.key"))))
                .isEqualTo("rw-------");
    }

    @Test
    void elsewhereAMissingSecretStopsTheStartAndSaysWhatToSet() {
        assertThatIllegalStateException()
                .isThrownBy(() -> in("prod").secret(PROPERTY, "master.key"))
                .withMessageContaining("florin.vault.master-key is not set")
                .withMessageContaining("FLORIN_VAULT_MASTER_KEY")
                .withMessageContaining("openssl rand -base64 32");
        assertThat(data).isEmptyDirectory();
    }

    @Test
    void aSecretOfTheWrongLengthOrAlphabetIsRefusedAndNotRepeated() {
        for (var wrong : new String[] {"c2hvcnQ=", "not base64!"}) {
            assertThatIllegalStateException()
                    .isThrownBy(() -> configured(wrong).secret(PROPERTY, "master.key"))
                    .withMessageContaining("not 32 bytes in base64")
                    .satisfies(e -> assertThat(e).hasMessageNotContaining(wrong).hasNoCause());
        }
    }

    private InstallationSecrets configured(String secret) {
        return new InstallationSecrets(environment().withProperty(PROPERTY, secret));
    }

    private InstallationSecrets in(String profile) {
        var environment = environment();
        environment.setActiveProfiles(profile);
        return new InstallationSecrets(environment);
    }

    private MockEnvironment environment() {
        return new MockEnvironment().withProperty("florin.data-directory", data.toString());
    }
}
