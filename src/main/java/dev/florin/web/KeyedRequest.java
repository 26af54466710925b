package dev.florin.web;

import dev.florin.kernel.Once;
import dev.florin.kernel.Tenant;
import dev.florin.web.IdempotencyKeys.Known;
import dev.florin.web.IdempotencyKeys.Stored;
import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** One POST with an {@code Idempotency-Key}, or with a form's token. */
final class KeyedRequest implements Once.Request {

    private final IdempotencyKeys keys;
    private final JsonMapper json;
    private final Tenant tenant;
    private final String key;
    private final byte[] fingerprint;

    KeyedRequest(IdempotencyKeys keys, JsonMapper json, HttpServletRequest request, String key) {
        this(
                keys,
                json,
                ApiKeys.caller(request).tenant(),
                key,
                keys.fingerprint(
                        request.getMethod(),
                        request.getRequestURI(),
                        BodyLimit.isUpload(request) ? Parts.of(request) : request.getAttribute(ReadBody.ATTRIBUTE)));
    }

    KeyedRequest(IdempotencyKeys keys, JsonMapper json, Tenant tenant, String key, byte[] fingerprint) {
        this.keys = keys;
        this.json = json;
        this.tenant = tenant;
        this.key = key;
        this.fingerprint = fingerprint;
    }

    @Override
    public <V> Once<V> answer(int status, Function<? super V, ?> wire) {
        return new Once<>() {
            private volatile boolean claimed;
            private volatile long claimedAt;

            @Override
            public UUID claim(UUID resource) {
                claimedAt = System.nanoTime(); // before: the lease is no shorter than it seems here
                UUID mine = claimOrResume(resource);
                claimed = true;
                return mine;
            }

            @Override
            public void complete(V answer) {
                var stored = new Stored(status, json.writeValueAsString(wire.apply(answer)));
                if (!claimed) {
                    keys.insert(tenant, key, fingerprint, stored, KeyedRequest.this::refusal);
                } else if (!keys.answer(tenant, key, stored)) {
                    examine();
                }
            }

            /** Nobody takes a lease over before it is over. */
            @Override
            public void confirm() {
                if (claimed && System.nanoTime() - claimedAt > IdempotencyKeys.LEASE.toNanos()) {
                    examine();
                }
            }
        };
    }

    private UUID claimOrResume(UUID resource) {
        if (keys.claim(tenant, key, fingerprint, resource)) {
            return resource;
        }
        Known known = examine();
        if (known != null && known.resource() != null && keys.takeOver(tenant, key)) {
            return known.resource();
        }
        throw new KeyInUse();
    }

    /** Why the key was not free. */
    private RuntimeException refusal() {
        examine();
        return new KeyInUse();
    }

    /**
     * Looks at the request that used the key before.
     *
     * @return one that has not been answered; null if it has been given up meanwhile
     * @throws StoredAnswer if it was answered
     */
    private @Nullable Known examine() {
        Known known = keys.find(tenant, key).orElse(null);
        if (known == null) {
            return null;
        }
        if (!MessageDigest.isEqual(known.fingerprint(), fingerprint)) {
            throw new KeyReused();
        }
        if (known.answer() != null) {
            throw new StoredAnswer(
                    known.answer().status(), known.answer().body().getBytes(StandardCharsets.UTF_8));
        }
        return known;
    }
}
