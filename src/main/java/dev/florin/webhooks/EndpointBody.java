package dev.florin.webhooks;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.florin.webhooks.EndpointView.DisabledReason;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A webhook endpoint as its merchant sees it. */
record EndpointBody(
        String id,
        String object,
        String url,
        @Nullable String description,
        List<String> events,
        boolean enabled,

        @Schema(
                description =
                        "Why Florin disabled it: `gone`, it answered with 410; `failing`, it took nothing for five"
                                + " days")
        @Nullable
        String disabledReason,

        @Schema(description = "Unix seconds; the first failure since the last success") @Nullable
        Long failingSince,

        @JsonInclude(JsonInclude.Include.NON_NULL)
        @Schema(description = "What deliveries are signed with; shown when it is made and never again")
        @Nullable
        String secret,

        boolean livemode,
        @Schema(description = "Unix seconds") long createdAt) {

    static EndpointBody of(IssuedEndpoint issued) {
        return of(issued.endpoint(), issued.secret());
    }

    /** As it is stored for a repeated request: a secret is kept sealed, or not at all. */
    static EndpointBody withoutSecret(IssuedEndpoint issued) {
        return of(issued.endpoint(), null);
    }

    static EndpointBody of(EndpointView endpoint) {
        return of(endpoint, null);
    }

    private static EndpointBody of(EndpointView endpoint, @Nullable String secret) {
        DisabledReason reason = endpoint.disabledReason();
        Instant failingSince = endpoint.failingSince();
        return new EndpointBody(
                endpoint.id().toString(),
                "webhook_endpoint",
                endpoint.url(),
                endpoint.description(),
                endpoint.events(),
                endpoint.enabled(),
                reason == null ? null : reason.name().toLowerCase(Locale.ROOT),
                failingSince == null ? null : failingSince.getEpochSecond(),
                secret,
                endpoint.tenant().live(),
                endpoint.createdAt().getEpochSecond());
    }

    /** Not the secret. */
    @Override
    public String toString() {
        return "EndpointBody[" + id + "]";
    }
}
