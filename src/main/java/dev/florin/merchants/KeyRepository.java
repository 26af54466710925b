package dev.florin.merchants;

import dev.florin.kernel.Tenant;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class KeyRepository {

    private final JdbcClient jdbc;

    KeyRepository(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** A key as it is checked: with the hash of its secret, and the limit of its merchant. */
    record Credential(ApiKey key, byte[] secretHash, int requestsPerSecond) {

        Caller caller() {
            return new Caller(key.tenant(), key.keyId(), requestsPerSecond);
        }
    }

    void add(ApiKey key, byte[] secretHash) {
        jdbc.sql("""
                        insert into merchants.api_key (key_id, merchant_id, livemode, secret_hash, created_at)
                        values (?, ?, ?, ?, ?)
                        """)
                .params(key.keyId(), key.tenant().merchant(), key.tenant().live())
                .params(secretHash, utc(key.createdAt()))
                .update();
    }

    /** Makes a key with a known secret, or makes it so again. */
    void restore(ApiKey key, byte[] secretHash) {
        jdbc.sql("""
                        insert into merchants.api_key (key_id, merchant_id, livemode, secret_hash, created_at)
                        values (?, ?, ?, ?, ?)
                        on conflict (key_id) do update
                        set secret_hash = excluded.secret_hash, expires_at = null, revoked_at = null
                        """)
                .params(key.keyId(), key.tenant().merchant(), key.tenant().live())
                .params(secretHash, utc(key.createdAt()))
                .update();
    }

    Optional<Credential> credential(String keyId) {
        return jdbc.sql("""
                        select k.*, m.requests_per_second
                        from merchants.api_key k join merchants.merchant m on m.id = k.merchant_id
                        where k.key_id = ?
                        """)
                .param(keyId)
                .query((row, _) ->
                        new Credential(key(row), row.getBytes("secret_hash"), row.getInt("requests_per_second")))
                .optional();
    }

    List<ApiKey> keys(Tenant tenant) {
        return jdbc.sql("""
                        select * from merchants.api_key
                        where merchant_id = ? and livemode = ?
                        order by created_at desc, key_id
                        """)
                .params(tenant.merchant(), tenant.live())
                .query((row, _) -> key(row))
                .list();
    }

    boolean hasAny(Tenant tenant) {
        return jdbc.sql("select exists (select from merchants.api_key where merchant_id = ? and livemode = ?)")
                .params(tenant.merchant(), tenant.live())
                .query(Boolean.class)
                .single();
    }

    /** @return whether the key was good without end until now */
    boolean expire(Tenant tenant, String keyId, Instant at) {
        return jdbc.sql("""
                        update merchants.api_key set expires_at = ?
                        where key_id = ? and merchant_id = ? and livemode = ?
                          and revoked_at is null and expires_at is null
                        """)
                        .params(utc(at), keyId, tenant.merchant(), tenant.live())
                        .update()
                == 1;
    }

    /** @return whether there is such a key; one that was revoked before stays as it was */
    boolean revoke(Tenant tenant, String keyId, Instant at) {
        return jdbc.sql("""
                        update merchants.api_key set revoked_at = coalesce(revoked_at, ?)
                        where key_id = ? and merchant_id = ? and livemode = ?
                        """)
                        .params(utc(at), keyId, tenant.merchant(), tenant.live())
                        .update()
                == 1;
    }

    /** In one statement, and in one order of rows whoever writes: two instances never wait for each other in a circle. */
    void recordUse(Map<String, Instant> lastUses) {
        var uses = lastUses.entrySet().stream().toList();
        jdbc.sql("""
                        update merchants.api_key k set last_used_at = used.at
                        from (select k.key_id, u.at
                              from unnest(?::text[], ?::text[]::timestamptz[]) as u (key_id, at)
                              join merchants.api_key k on k.key_id = u.key_id
                              where k.last_used_at is null or k.last_used_at < u.at
                              order by k.key_id
                              for no key update of k) used
                        where k.key_id = used.key_id
                        """)
                .param(uses.stream().map(Map.Entry::getKey).toArray(String[]::new))
                .param(uses.stream().map(use -> use.getValue().toString()).toArray(String[]::new))
                .update();
    }

    private static ApiKey key(ResultSet row) throws SQLException {
        return new ApiKey(
                row.getString("key_id"),
                new Tenant(row.getObject("merchant_id", UUID.class), row.getBoolean("livemode")),
                row.getObject("created_at", OffsetDateTime.class).toInstant(),
                instant(row, "expires_at"),
                instant(row, "revoked_at"),
                instant(row, "last_used_at"));
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        var time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }

    private static OffsetDateTime utc(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
