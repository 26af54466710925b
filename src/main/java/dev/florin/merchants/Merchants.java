package dev.florin.merchants;

import java.util.Optional;
import org.springframework.stereotype.Component;

/** Merchants and their keys. */
@Component
public class Merchants {

    /**
     * Who calls with this key and secret; empty if there is no such key, the secret is wrong, or either is no longer
     * valid. Takes the same time for any wrong secret. A revoked key is refused within 5 seconds by every instance.
     */
    public Optional<Caller> authenticate(String keyId, String secret) {
        throw new UnsupportedOperationException();
    }

    /** Whose key this is, for what may be seen with the id alone. */
    public Optional<Caller> identify(String keyId) {
        throw new UnsupportedOperationException();
    }
}
