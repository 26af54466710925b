package dev.florin.web;

import dev.florin.kernel.Once;
import dev.florin.kernel.Rejection;
import dev.florin.kernel.Tenant;
import java.time.Duration;
import java.util.function.Function;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Idempotency keys of pages: kept, leased and compared like those of the API, under names of their own. */
@Component
class FormKeys implements Once.Keys {

    /** No lease runs longer, so that whoever waits takes over from one that died. */
    private static final Duration PATIENCE = IdempotencyKeys.LEASE.plusSeconds(2);

    private static final Duration PAUSE = Duration.ofMillis(150);

    private final IdempotencyKeys keys;
    private final JsonMapper json;

    FormKeys(IdempotencyKeys keys, JsonMapper json) {
        this.keys = keys;
        this.json = json;
    }

    @Override
    public <V> Memory run(
            Tenant tenant,
            String key,
            String request,
            Function<? super V, String> memory,
            Function<? super Once<V>, ? extends V> useCase) {
        if (!key.matches("[\\x21-\\x7e]{1,200}")) {
            throw new FormUnknown();
        }
        var keyed = new KeyedRequest(keys, json, tenant, "form:" + key, keys.fingerprint("FORM", request, null));
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            try {
                V answer = useCase.apply(keyed.<V>answer(200, memory));
                return new Memory(memory.apply(answer), false);
            } catch (StoredAnswer stored) {
                return new Memory(json.readValue(stored.body(), String.class), true);
            } catch (KeyReused reused) {
                throw new FormChanged();
            } catch (KeyInUse inUse) {
                if (System.nanoTime() > deadline) {
                    throw inUse;
                }
                pause(inUse);
            }
        }
    }

    private static void pause(KeyInUse inUse) {
        try {
            Thread.sleep(PAUSE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw inUse;
        }
    }

    /** Sent before with other values: perhaps after going back in the browser. */
    static final class FormChanged extends Rejection {
        FormChanged() {
            super(
                    Kind.CONFLICT,
                    "idempotency_error",
                    "This form was sent before, with other values. Look at what came of it, then open the form anew.");
        }
    }

    /** The token is none. */
    static final class FormUnknown extends Rejection {
        FormUnknown() {
            super(Kind.INVALID, "idempotency_key_invalid", "This form is out of date. Open it anew.");
        }
    }
}
