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

/** One POST with an {@code Idempotency-Key}. */
final class KeyedRequest implements Once.Request {

    private final IdempotencyKeys keys;
    private final JsonMapper json;
    private final Tenant tenant;
    private final String key;
    private final byte[] fingerprint;

    KeyedRequest(IdempotencyKeys keys, JsonMapper json, HttpServletRequest request, String key) {
        this.keys = keys;
        this.json = json;
        this.tenant = ApiKeys.caller(request).tenant();
        this.key = key;
        this.fingerprint = keys.fingerprint(
                request.getMethod(), request.getRequestURI(), request.getAttribute(ReadBody.ATTRIBUTE));
    }

    @Override
    public <V> Once<V> answer(int status, Function<? super V, ?> wire) {
        return new Once<>() {
            private volatile boolean claimed;

            @Override
            public UUID claim(UUID resource) {
                UUID mine = claimOrResume(resource);
                claimed = true;
                return mine;
            }

            @Override
            public boolean complete(V answer) {
                var stored = new Stored(status, json.writeValueAsString(wire.apply(answer)));
                if (claimed) {
                    return keys.answer(tenant, key, stored);
                }
                if (keys.insert(tenant, key, fingerprint, stored)) {
                    return true;
                }
                if (examine() == null && keys.insert(tenant, key, fingerprint, stored)) {
                    return true;
                }
                throw new KeyInUse();
            }
        };
    }

    private UUID claimOrResume(UUID resource) {
        if (keys.claim(tenant, key, fingerprint, resource)) {
            return resource;
        }
        Known known = examine();
        if (known == null) {
            return claimOrResume(resource);
        }
        if (known.resource() != null && keys.takeOver(tenant, key)) {
            return known.resource();
        }
        throw new KeyInUse();
    }

    /**
     * Looks at the request that used the key before.
     *
     * @return null if that is so long ago that the key is free again; else one that has not been answered
     * @throws StoredAnswer if it was answered
     */
    private @Nullable Known examine() {
        Known known = keys.find(tenant, key).orElse(null);
        if (known == null) {
            return null;
        }
        if (keys.isOver(known)) {
            keys.forget(tenant, key, known);
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
