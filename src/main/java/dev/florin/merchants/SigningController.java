package dev.florin.merchants;

import dev.florin.kernel.Once;
import dev.florin.kernel.Tenant;
import dev.florin.merchants.SigningSecret.Next;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/merchant/signing-secret")
@Tag(name = "Merchant")
class SigningController {

    private final Signing signing;

    SigningController(Signing signing) {
        this.signing = signing;
    }

    @GetMapping
    @Operation(
            operationId = "getSigningSecret",
            summary = "Reveal the secret that results of the checkout are signed with",
            description = "A result's signature is the hex HMAC-SHA256 of `order_id|payment_id` under it.")
    SigningSecretBody get(Tenant tenant) {
        return SigningSecretBody.of(tenant, signing.reveal(tenant));
    }

    @PostMapping("/rotate")
    @Operation(
            operationId = "rotateSigningSecret",
            summary = "Give results of the checkout a new secret",
            description =
                    "The old one goes on signing for as long as is asked for, 24 hours where nothing is said: have"
                            + " your server accept what is good under either by then. A repeated request with the same"
                            + " Idempotency-Key is answered without the secrets.")
    SigningSecretBody rotate(
            Tenant tenant, @Valid @RequestBody(required = false) @Nullable RotateBody body, Once.Request request) {
        Duration overlap =
                body == null || body.overlap() == null ? Signing.OVERLAP : Duration.ofSeconds(body.overlap());
        return SigningSecretBody.of(
                tenant,
                signing.rotate(
                        tenant,
                        overlap,
                        request.answer(200, secret -> SigningSecretBody.withoutSecrets(tenant, secret))));
    }

    @Schema(name = "RotateSigningSecretBody", example = "{\"overlap\": 86400}")
    record RotateBody(
            @Schema(description = "How many seconds the old secret goes on signing; 0 if it has leaked")
            @Nullable
            @Min(0)
            @Max(2_592_000)
            Long overlap) {}

    /**
     * @param secret null in the answer to a repeated request
     * @param nextSecret null if none is on its way
     */
    record SigningSecretBody(
            String object,
            @Nullable String secret,

            @Schema(description = "The one that takes its place") @Nullable
            String nextSecret,

            @Schema(description = "Unix seconds; when the next one begins to sign") @Nullable
            Long nextFrom,

            boolean livemode) {

        static SigningSecretBody of(Tenant tenant, SigningSecret secret) {
            Next next = secret.next();
            return next == null
                    ? new SigningSecretBody("signing_secret", secret.secret(), null, null, tenant.live())
                    : new SigningSecretBody(
                            "signing_secret",
                            secret.secret(),
                            next.secret(),
                            next.from().getEpochSecond(),
                            tenant.live());
        }

        /** As it is stored for a repeated request: a secret is kept sealed, or not at all. */
        static SigningSecretBody withoutSecrets(Tenant tenant, SigningSecret secret) {
            Next next = secret.next();
            return new SigningSecretBody(
                    "signing_secret",
                    null,
                    null,
                    next == null ? null : next.from().getEpochSecond(),
                    tenant.live());
        }

        /** Not the secrets. */
        @Override
        public String toString() {
            return "SigningSecretBody[]";
        }
    }
}
