package dev.florin.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.florin.FlorinTest;
import dev.florin.platform.DatabaseOwner;
import dev.florin.platform.InstallationSecrets;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

@FlorinTest
class KeyringTests {

    private static final byte[] CLEAR = {4, 2};
    private static final byte[] OWNER = {1};

    @Autowired
    KeysetRepository keysets;

    @Autowired
    InstallationSecrets secrets;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    DatabaseOwner owner;

    byte[] masterKey = {};

    @BeforeEach
    void sameMasterKeyAsTheApplication() {
        masterKey = secrets.secret("florin.vault.master-key", "master.key");
    }

    @Test
    void whatWasSealedBeforeARotationStillOpens() throws Exception {
        var keyring = new Keyring(masterKey, keysets);
        var before = keyring.seal(CLEAR, OWNER);
        var print = keyring.fingerprint(CLEAR);

        keyring.rotate();
        var after = keyring.seal(CLEAR, OWNER);

        assertThat(keyring.open(before, OWNER)).isEqualTo(CLEAR);
        assertThat(keyring.open(after, OWNER)).isEqualTo(CLEAR);
        assertThat(keyring.fingerprint(CLEAR)).isEqualTo(print);
        assertThat(prefix(after)).as("the id of the key").isNotEqualTo(prefix(before));
    }

    @Test
    void anInstanceThatDidNotRotateOpensWhatTheOtherSeals() throws Exception {
        var one = new Keyring(masterKey, keysets);
        var other = new Keyring(masterKey, keysets);

        one.rotate();

        assertThat(other.open(one.seal(CLEAR, OWNER), OWNER)).isEqualTo(CLEAR);
        assertThat(one.open(other.seal(CLEAR, OWNER), OWNER)).isEqualTo(CLEAR);
    }

    @Test
    void whatIsNotOursNeverOpens() throws Exception {
        var keyring = new Keyring(masterKey, keysets);

        assertThatExceptionOfType(GeneralSecurityException.class).isThrownBy(() -> keyring.open(new byte[60], OWNER));
    }

    @Test
    void anotherMasterKeyIsRefusedAtStart() {
        assertThatIllegalStateException()
                .isThrownBy(() -> new Keyring(new byte[32], keysets))
                .withMessageContaining("florin.vault.master-key");
    }

    @Test
    void instancesThatStartAtOnceOnAnEmptyDatabaseAgree() throws Exception {
        var schemas = JdbcClient.create(owner.dataSource());
        schemas.sql("create table vault.kept as table vault.keyset").update();
        jdbc.sql("delete from vault.keyset").update();
        try (var threads = Executors.newFixedThreadPool(6)) {
            Callable<Keyring> start = () -> new Keyring(masterKey, keysets);
            var keyrings = new ArrayList<Keyring>();
            for (var started :
                    threads.invokeAll(IntStream.range(0, 6).mapToObj(_ -> start).toList())) {
                keyrings.add(started.get());
            }
            var sealed = keyrings.getFirst().seal(CLEAR, OWNER);
            for (var keyring : keyrings) {
                assertThat(keyring.open(sealed, OWNER)).isEqualTo(CLEAR);
                assertThat(keyring.fingerprint(CLEAR))
                        .isEqualTo(keyrings.getFirst().fingerprint(CLEAR));
            }
        } finally {
            jdbc.sql("delete from vault.keyset").update();
            schemas.sql("insert into vault.keyset table vault.kept").update();
            schemas.sql("drop table vault.kept").update();
        }
    }

    private static byte[] prefix(byte[] sealed) {
        return Arrays.copyOf(sealed, 5);
    }
}
