package dev.florin.webhooks;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.standardwebhooks.Webhook;
import dev.florin.kernel.Tenant;
import java.net.http.HttpHeaders;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class SecretTests {

    private static final byte[] BODY = "{\"test\": 2432232314}".getBytes(UTF_8);

    /** The vector that the libraries of Standard Webhooks are tested with. */
    @Test
    void aStandardSignatureIsThatOfTheSpecification() {
        var secret = new Secret("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw");
        assertThat(secret.standardSignature("msg_p5jXN8AQM9LWM0D4loKWxJek", 1614265330, BODY))
                .isEqualTo("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
    }

    /** {@code printf '{"test": 2432232314}' | openssl dgst -sha256 -hmac whsec_dGVzdF9hYmMxMjNfZmxvcmluX2RlbW8h} */
    @Test
    void thePlainSignatureIsTheHmacUnderTheSecretAsItIsWritten() {
        assertThat(DemoEndpoint.SECRET.signature(BODY))
                .isEqualTo("2351a5d66630e0c9730f47c87c31b8997717a80f74faed5c98946f1dc70ef142");
    }

    @Test
    void newSecretsHave32BytesAndAreNeverTheSame() {
        var one = Secret.random();
        assertThat(one.text()).startsWith("whsec_");
        assertThat(Base64.getDecoder().decode(one.text().substring(6))).hasSize(32);
        assertThat(one).isNotEqualTo(Secret.random());
        assertThat(one.toString()).doesNotContain(one.text().substring(6));
    }

    @Test
    void whileASecretIsRotatedEitherVerifies() throws Exception {
        var fresh = Secret.random();
        var old = Secret.random();
        var endpoint = new EndpointView(
                EndpointId.next(),
                new Tenant(UUID.randomUUID(), false),
                "https://shop.example/",
                null,
                List.of("*"),
                true,
                null,
                0,
                null,
                null,
                Instant.now());
        Map<String, String> headers = new Subscriber(endpoint, Secrets.of(fresh, old))
                .headers(EventId.next(), "payment.success", BODY, Instant.now());

        var sent = HttpHeaders.of(
                headers.entrySet().stream().collect(Collectors.toMap(Map.Entry::getKey, e -> List.of(e.getValue()))),
                (_, _) -> true);
        new Webhook(fresh.text()).verify(new String(BODY, UTF_8), sent);
        new Webhook(old.text()).verify(new String(BODY, UTF_8), sent);
        assertThat(headers).containsEntry("X-Webhook-Signature", fresh.signature(BODY));
        assertThat(headers).containsEntry("X-Webhook-Signature-Previous", old.signature(BODY));
    }
}
