package dev.florin.benchmark;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.florin.kernel.TypeId;
import java.security.GeneralSecurityException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

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
     * Makes merchants with a test key each, as the module {@code merchants} keeps them. Florin runs in another process,
     * and has no API for it.
     *
     * @param pepper under which that Florin hashes secrets
     */
    static List<Key> issue(Connection florin, byte[] pepper, int merchants) throws SQLException {
        var keys = new ArrayList<Key>();
        for (int i = 0; i < merchants; i++) {
            UUID merchant = TypeId.next();
            String id = "key_test_bench" + merchant.toString().replace("-", "");
            String secret = id.replace("key", "secret");
            insert(
                    florin,
                    "insert into merchants.merchant (id, name, requests_per_second, created_at)"
                            + " values (?, ?, ?, now())",
                    merchant,
                    "Merchant " + i,
                    REQUESTS_PER_SECOND);
            insert(
                    florin,
                    "insert into merchants.api_key (key_id, merchant_id, livemode, secret_hash, created_at)"
                            + " values (?, ?, false, ?, now())",
                    id,
                    merchant,
                    hash(secret, pepper));
            keys.add(of(id, secret));
        }
        return keys;
    }

    private static void insert(Connection florin, String sql, Object... values) throws SQLException {
        try (var statement = florin.prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) {
                statement.setObject(i + 1, values[i]);
            }
            statement.executeUpdate();
        }
    }

    private static byte[] hash(String secret, byte[] pepper) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(pepper, "HmacSHA256"));
            return mac.doFinal(secret.getBytes(UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
