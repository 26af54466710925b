package dev.florin.merchants;

import dev.florin.kernel.TypeId;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.UUID;

/**
 * A test key of a merchant that was made past Florin, for a Florin in another process: it has no API for it.
 *
 * @param secret as the merchant has it; Florin knows its hash
 */
public record StoredKey(UUID merchant, String id, String secret) {

    /**
     * Makes a merchant with a key, as this module keeps them.
     *
     * @param florin its database
     * @param pepper under which it hashes secrets
     */
    public static StoredKey issue(Connection florin, byte[] pepper, String name, int requestsPerSecond)
            throws SQLException {
        UUID merchant = TypeId.next();
        String id = "key_test_" + merchant.toString().replace("-", "");
        String secret = id.replace("key", "secret");
        insert(
                florin,
                "insert into merchants.merchant (id, name, requests_per_second, created_at) values (?, ?, ?, now())",
                merchant,
                name,
                requestsPerSecond);
        insert(
                florin,
                "insert into merchants.api_key (key_id, merchant_id, livemode, secret_hash, created_at)"
                        + " values (?, ?, false, ?, now())",
                id,
                merchant,
                new Secrets(pepper).hash(secret));
        return new StoredKey(merchant, id, secret);
    }

    private static void insert(Connection florin, String sql, Object... values) throws SQLException {
        try (var statement = florin.prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) {
                statement.setObject(i + 1, values[i]);
            }
            statement.executeUpdate();
        }
    }
}
