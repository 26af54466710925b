package dev.florin.merchants;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.florin.FlorinTest;
import dev.florin.kernel.Rejection;
import dev.florin.kernel.Tenant;
import dev.florin.kernel.TypeId;
import dev.florin.merchants.MerchantFixture.Keyed;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

@FlorinTest
class MerchantsTests {

    @Autowired
    Merchants merchants;

    @Autowired
    MerchantRepository repository;

    @Autowired
    KeyRepository keys;

    @Autowired
    LastUses lastUses;

    @Autowired
    Secrets secrets;

    @Autowired
    JdbcClient jdbc;

    Keyed merchant = new Keyed(new Tenant(TypeId.next(), false), "", "");

    @BeforeEach
    void aMerchantWithAKey() {
        merchant = MerchantFixture.merchant(merchants);
    }

    @Test
    void aMerchantIsFoundWithItsSettings() {
        var made = merchants.create("Chai & Co");

        assertThat(merchants.find(made.id())).hasValueSatisfying(found -> {
            assertThat(found.name()).isEqualTo("Chai & Co");
            assertThat(found.requestsPerSecond()).isEqualTo(500);
            assertThat(found.timezone().getId()).isEqualTo("Z");
        });
        assertThat(merchants.find(TypeId.next())).isEmpty();
    }

    @Test
    void aKeyWithItsSecretIsLetIn() {
        assertThat(merchants.authenticate(merchant.keyId(), merchant.secret()))
                .contains(new Caller(merchant.tenant(), merchant.keyId(), 500));
    }

    @Test
    void theModeIsTheKeys() {
        var live = MerchantFixture.merchant(merchants, true);

        assertThat(live.keyId()).startsWith("key_live_");
        assertThat(merchants.authenticate(live.keyId(), live.secret()))
                .hasValueSatisfying(caller -> assertThat(caller.tenant()).isEqualTo(live.tenant()));
    }

    @Test
    void aWrongSecretIsRefused() {
        var other = MerchantFixture.merchant(merchants);

        assertThat(merchants.authenticate(merchant.keyId(), other.secret())).isEmpty();
        assertThat(merchants.authenticate(merchant.keyId(), "")).isEmpty();
        assertThat(merchants.authenticate(merchant.keyId(), merchant.secret() + "x"))
                .isEmpty();
    }

    @Test
    void anUnknownKeyIsRefused() {
        assertThat(merchants.authenticate("key_test_nobody", merchant.secret())).isEmpty();
        assertThat(merchants.authenticate("'; drop table merchants.api_key; --", "x"))
                .isEmpty();
        assertThat(merchants.authenticate("key_test_\0", "x")).isEmpty();
    }

    @Test
    void aKeyIdAloneTellsWhoseItIs() {
        assertThat(merchants.identify(merchant.keyId()).map(Caller::tenant)).contains(merchant.tenant());
        assertThat(merchants.identify("key_test_nobody")).isEmpty();
    }

    @Test
    void aRevokedKeyIsRefusedAtOnceHereAndSoonElsewhere() {
        var elsewhere = instance(InstantSource.system());
        assertThat(isLetIn(merchants, merchant)).isTrue();
        assertThat(isLetIn(elsewhere, merchant)).isTrue();

        merchants.revokeKey(merchant.tenant(), merchant.keyId());

        assertThat(isLetIn(merchants, merchant)).isFalse();
        assertThat(merchants.identify(merchant.keyId())).isEmpty();
        Awaitility.await().atMost(Duration.ofSeconds(5)).until(() -> !isLetIn(elsewhere, merchant));
    }

    @Test
    void revokingAgainChangesNothing() {
        merchants.revokeKey(merchant.tenant(), merchant.keyId());
        var once = merchants.keys(merchant.tenant());

        merchants.revokeKey(merchant.tenant(), merchant.keyId());

        assertThat(merchants.keys(merchant.tenant())).isEqualTo(once);
    }

    @Test
    void aRotatedKeyIsGoodUntilItsOverlapEnds() {
        var issued = merchants.rotateKey(merchant.tenant(), merchant.keyId(), Duration.ofHours(1));
        var successor = new Keyed(merchant.tenant(), issued.keyId(), issued.secret());
        var end = merchants.keys(merchant.tenant()).stream()
                .filter(key -> key.keyId().equals(merchant.keyId()))
                .findFirst()
                .map(ApiKey::expiresAt)
                .orElseThrow();

        assertThat(end)
                .isBetween(Instant.now().plusSeconds(3_590), Instant.now().plusSeconds(3_600));
        assertThat(isLetIn(instance(InstantSource.fixed(end.minusMillis(1))), merchant))
                .isTrue();
        assertThat(isLetIn(instance(InstantSource.fixed(end)), merchant)).isFalse();
        assertThat(isLetIn(instance(InstantSource.fixed(end)), successor)).isTrue();
    }

    @Test
    void aKeyRotatedWithoutOverlapIsOverAtOnce() {
        merchants.rotateKey(merchant.tenant(), merchant.keyId(), Duration.ZERO);

        assertThat(isLetIn(merchants, merchant)).isFalse();
    }

    @Test
    void aKeyIsRotatedOnce() throws Exception {
        Callable<IssuedKey> rotation =
                () -> merchants.rotateKey(merchant.tenant(), merchant.keyId(), Duration.ofDays(1));
        int issued = 0;
        try (var threads = Executors.newFixedThreadPool(4)) {
            for (var rotated : threads.invokeAll(
                    IntStream.range(0, 4).mapToObj(_ -> rotation).toList())) {
                try {
                    rotated.get();
                    issued++;
                } catch (ExecutionException e) {
                    assertThat(e).hasCauseInstanceOf(KeyNotRotatable.class);
                }
            }
        }

        assertThat(issued).isEqualTo(1);
        assertThat(merchants.keys(merchant.tenant())).hasSize(2);
    }

    @Test
    void aRevokedKeyIsNotRotated() {
        merchants.revokeKey(merchant.tenant(), merchant.keyId());

        assertThatExceptionOfType(KeyNotRotatable.class)
                .isThrownBy(() -> merchants.rotateKey(merchant.tenant(), merchant.keyId(), Duration.ZERO));
    }

    @Test
    void anothersKeyIsNotFound() {
        var stranger = MerchantFixture.merchant(merchants).tenant();
        var otherMode = new Tenant(merchant.tenant().merchant(), true);

        for (var tenant : new Tenant[] {stranger, otherMode}) {
            assertThatExceptionOfType(KeyNotFound.class)
                    .isThrownBy(() -> merchants.revokeKey(tenant, merchant.keyId()))
                    .satisfies(e -> assertThat(e.kind()).isEqualTo(Rejection.Kind.NOT_FOUND));
            assertThatExceptionOfType(KeyNotFound.class)
                    .isThrownBy(() -> merchants.rotateKey(tenant, merchant.keyId(), Duration.ZERO));
            assertThat(merchants.keys(tenant)).noneMatch(key -> key.keyId().equals(merchant.keyId()));
        }
        assertThat(isLetIn(merchants, merchant)).isTrue();
    }

    @Test
    void lastUseIsStoredAfterwards() {
        assertThat(isLetIn(merchants, merchant)).isTrue();
        var unused = MerchantFixture.merchant(merchants);
        merchants.authenticate(unused.keyId(), "wrong");

        lastUses.store();

        assertThat(merchants.keys(merchant.tenant()).getFirst().lastUsedAt())
                .isBetween(Instant.now().minusSeconds(5), Instant.now());
        assertThat(merchants.keys(unused.tenant()).getFirst().lastUsedAt()).isNull();
    }

    @Test
    void lastUseNeverGoesBack() {
        var used = new LastUses(keys);
        used.used(merchant.keyId(), Instant.parse("2026-11-21T10:00:00Z"));
        used.store();
        used.used(merchant.keyId(), Instant.parse("2026-11-21T09:59:59Z")); // of an instance that stores late
        used.store();

        assertThat(merchants.keys(merchant.tenant()).getFirst().lastUsedAt())
                .isEqualTo(Instant.parse("2026-11-21T10:00:00Z"));
    }

    @Test
    void noSecretIsInTheDatabase() {
        var row = jdbc.sql("select k::text || encode(secret_hash, 'escape') from merchants.api_key k where key_id = ?")
                .param(merchant.keyId())
                .query(String.class)
                .single();

        assertThat(row).contains(merchant.keyId()).doesNotContain(merchant.secret());
    }

    private static boolean isLetIn(Merchants instance, Keyed merchant) {
        return instance.authenticate(merchant.keyId(), merchant.secret()).isPresent();
    }

    private Merchants instance(InstantSource clock) {
        return new Merchants(repository, keys, lastUses, secrets, clock);
    }
}
