package dev.florin.merchants;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.florin.ApiClient;
import dev.florin.FlorinTest;
import dev.florin.kernel.Once;
import dev.florin.kernel.Tenant;
import dev.florin.merchants.MerchantFixture.Keyed;
import dev.florin.vault.Vault;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

@FlorinTest
class SigningTests {

    @LocalServerPort
    int port;

    @Autowired
    Merchants merchants;

    @Autowired
    SigningRepository repository;

    @Autowired
    Secrets secrets;

    @Autowired
    Vault vault;

    @Autowired
    TransactionOperations transactions;

    @Autowired
    JdbcClient jdbc;

    final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-07-01T10:00:00Z"));
    Signing signing;
    Keyed merchant;
    Tenant tenant;

    @BeforeEach
    void aMerchant() {
        merchant = MerchantFixture.merchant(merchants);
        tenant = merchant.tenant();
        signing = new Signing(repository, secrets, vault, transactions, now::get);
    }

    /** As {@code samples/verify/vectors.json} has it. */
    @Test
    void theDemoMerchantsSignatureIsThePublishedOne() {
        assertThat(signing.sign(
                        DemoMerchant.TENANT, "order_01k0a7v1a2s4d6f8g0h2j4k6m8", "pay_01k0a7v2d5b8n3r6t9w1y4z7k2"))
                .isEqualTo("cd31d4e3e676ba67a33af28286775e5eca4587ddb9b33318eaa7c2a5eb0ee29c");
    }

    @Test
    void eachMerchantAndModeHasItsOwnSecret() {
        var live = new Tenant(tenant.merchant(), true);

        assertThat(signing.reveal(tenant).secret()).matches("sgn_test_[0-9A-Za-z]{40}");
        assertThat(signing.reveal(live).secret()).matches("sgn_live_[0-9A-Za-z]{40}");
        assertThat(signing.sign(tenant, "order_1", "pay_1"))
                .isEqualTo(Signing.hmac(signing.reveal(tenant).secret(), "order_1|pay_1"))
                .isNotEqualTo(signing.sign(live, "order_1", "pay_1"))
                .isNotEqualTo(signing.sign(tenant, "order_1", "pay_2"));
    }

    @Test
    void instancesThatNeedTheSecretAtOnceMakeOne() throws Exception {
        Callable<String> sign = () -> signing.sign(tenant, "order_1", "pay_1");
        try (var threads = Executors.newFixedThreadPool(8)) {
            assertThat(threads
                            .invokeAll(IntStream.range(0, 8).mapToObj(_ -> sign).toList())
                            .stream()
                            .map(done -> done.resultNow())
                            .distinct())
                    .hasSize(1);
        }
    }

    @Test
    void theOldSecretSignsUntilTheNewOneBegins() {
        String old = signing.reveal(tenant).secret();

        var rotated = signing.rotate(tenant, Duration.ofHours(1), Once.unkeyed());

        assertThat(rotated.secret()).isEqualTo(old);
        var next = java.util.Objects.requireNonNull(rotated.next());
        assertThat(next.from()).isEqualTo(now.get().plus(Duration.ofHours(1)));
        assertThat(signing.sign(tenant, "order_1", "pay_1")).isEqualTo(Signing.hmac(old, "order_1|pay_1"));

        now.set(next.from().minusMillis(1));
        assertThat(signing.reveal(tenant)).isEqualTo(rotated);
        now.set(next.from());
        assertThat(signing.reveal(tenant)).isEqualTo(new SigningSecret(next.secret(), null));
        assertThat(signing.sign(tenant, "order_1", "pay_1")).isEqualTo(Signing.hmac(next.secret(), "order_1|pay_1"));
    }

    @Test
    void aSecondRotationKeepsWhatSignsNow() {
        String first = signing.reveal(tenant).secret();
        signing.rotate(tenant, Duration.ofHours(1), Once.unkeyed());
        var again = signing.rotate(tenant, Duration.ofHours(2), Once.unkeyed());
        assertThat(again.secret()).isEqualTo(first);

        now.set(now.get().plus(Duration.ofHours(3)));
        String second = java.util.Objects.requireNonNull(again.next()).secret();
        var third = signing.rotate(tenant, Duration.ofHours(1), Once.unkeyed());
        assertThat(third.secret()).isEqualTo(second);
    }

    @Test
    void aLeakedSecretEndsAtOnce() {
        String leaked = signing.reveal(tenant).secret();

        var rotated = signing.rotate(tenant, Duration.ZERO, Once.unkeyed());

        assertThat(rotated.secret()).isNotEqualTo(leaked);
        assertThat(rotated.next()).isNull();
        assertThat(signing.reveal(tenant)).isEqualTo(rotated);
    }

    @Test
    void aSecretPutInThePlaceOfAnothersOpensForNobody() {
        signing.reveal(tenant);
        var live = new Tenant(tenant.merchant(), true);
        signing.reveal(live);
        jdbc.sql("""
                update merchants.signing_secret
                set secret = (select secret from merchants.signing_secret where merchant_id = :m and not livemode)
                where merchant_id = :m and livemode
                """).param("m", tenant.merchant()).update();

        assertThatIllegalStateException().isThrownBy(() -> signing.sign(live, "order_1", "pay_1"));
    }

    @Test
    void theApiRevealsAndRotates() {
        var api = new ApiClient(port, merchant.keyId(), merchant.secret());
        String old = api.get("/merchant/signing-secret").text("secret");
        assertThat(old).startsWith("sgn_test_");

        String key = ApiClient.key();
        var rotated = api.post("/merchant/signing-secret/rotate", "{\"overlap\":60}", "Idempotency-Key", key);
        assertThat(rotated.status()).isEqualTo(200);
        assertThat(rotated.text("secret")).isEqualTo(old);
        assertThat(rotated.text("next_secret")).startsWith("sgn_test_").isNotEqualTo(old);

        var repeated = api.post("/merchant/signing-secret/rotate", "{\"overlap\":60}", "Idempotency-Key", key);
        assertThat(repeated.raw().headers().firstValue("Idempotent-Replayed")).contains("true");
        assertThat(repeated.body().path("secret").isNull()).isTrue();
        assertThat(repeated.body().path("next_secret").isNull()).isTrue();
        assertThat(repeated.number("next_from")).isEqualTo(rotated.number("next_from"));
        assertThat(api.get("/merchant/signing-secret").text("next_secret")).isEqualTo(rotated.text("next_secret"));

        assertThat(api.post("/merchant/signing-secret/rotate", "{\"overlap\":-1}")
                        .text("param"))
                .isEqualTo("overlap");
    }

    @Test
    void secretsAreSealedAtRest() {
        String secret = signing.reveal(tenant).secret();
        String rows = jdbc.sql("select string_agg(t::text, ' ') from merchants.signing_secret t")
                .query(String.class)
                .single();

        assertThat(rows)
                .doesNotContain(secret)
                .doesNotContain(
                        java.util.HexFormat.of().formatHex(secret.getBytes(java.nio.charset.StandardCharsets.UTF_8)));
    }
}
