package dev.florin.benchmark;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.florin.merchants.StoredKey;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/**
 * A merchant's API key, as its requests carry it.
 *
 * @param authorization the header's complete line
 */
record Key(String authorization) {

    /** So that no merchant meets its rate limit: it is not what is measured. */
    private static final int REQUESTS_PER_SECOND = 100_000;

    static Key of(String id, String secret) {
        String credentials = Base64.getEncoder().encodeToString((id + ":" + secret).getBytes(UTF_8));
        return new Key("Authorization: Basic " + credentials + "\r\n");
    }

    /**
     * Makes merchants with a test key each.
     *
     * @param pepper under which that Florin hashes secrets
     */
    static List<Key> issue(Connection florin, byte[] pepper, int merchants) throws SQLException {
        var keys = new ArrayList<Key>();
        for (int i = 0; i < merchants; i++) {
            var key = StoredKey.issue(florin, pepper, "Merchant " + i, REQUESTS_PER_SECOND);
            keys.add(of(key.id(), key.secret()));
        }
        return keys;
    }
}
