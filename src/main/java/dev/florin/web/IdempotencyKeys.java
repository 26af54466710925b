package dev.florin.web;

import static java.time.ZoneOffset.UTC;

import dev.florin.kernel.Once;
import dev.florin.kernel.Tenant;
import dev.florin.platform.Hmac;
import dev.florin.platform.Writes;
import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import tools.jackson.databind.json.JsonMapper;

/** The idempotency keys of the last 24 hours: what each request was, what it began, and what was answered. */
@Component
class IdempotencyKeys {

    static final Duration KEPT = Duration.ofHours(24);

    /** How long a request may go without an answer before a retry resumes what it began. */
    static final Duration LEASE = Duration.ofSeconds(10);

    private static final Pattern KEY = Pattern.compile("[\\x21-\\x7e]{1,255}");

    private final JdbcClient jdbc;
    private final Writes writes;
    private final JsonMapper json;
    private final InstantSource clock;
    private final FingerprintKey fingerprintKey;

    IdempotencyKeys(
            JdbcClient jdbc, Writes writes, JsonMapper json, InstantSource clock, FingerprintKey fingerprintKey) {
        this.jdbc = jdbc;
        this.writes = writes;
        this.json = json;
        this.clock = clock;
        this.fingerprintKey = fingerprintKey;
    }

    /** @throws MalformedRequest if the key is not one */
    Once.Request of(HttpServletRequest request) {
        String header = request.getHeader("Idempotency-Key");
        return header == null ? new Unkeyed() : new KeyedRequest(this, json, request, parse(header));
    }

    /** A key is a bare text, or a quoted one as structured headers (RFC 9651) have it. */
    private static String parse(String header) {
        String text = header.strip();
        boolean quoted = text.length() >= 2 && text.startsWith("\"") && text.endsWith("\"");
        String key = quoted ? text.substring(1, text.length() - 1).replaceAll("\\\\([\"\\\\])", "$1") : text;
        if (!KEY.matcher(key).matches()) {
            throw new MalformedRequest(
                    "idempotency_key_invalid",
                    "'Idempotency-Key' must have 1 to 255 visible ASCII characters.",
                    "Idempotency-Key");
        }
        return key;
    }

    /**
     * What the request is, as a keyed hash: it may contain a card number, which a plain hash would give away
     * (PCI DSS 3.5.1.1).
     */
    byte[] fingerprint(String method, String path, @Nullable Object body) {
        byte[] head = (method + " " + path + "\n").getBytes(StandardCharsets.UTF_8);
        return fingerprintKey.hmac().of(head, body == null ? new byte[0] : json.writeValueAsBytes(body));
    }

    /** @return false if the key is known already; then nothing was written */
    boolean claim(Tenant tenant, String key, byte[] fingerprint, UUID resource) {
        Instant now = clock.instant();
        return jdbc.sql("""
                insert into web.idempotency_key as known
                    (merchant_id, livemode, key, fingerprint, resource, leased_until, created_at)
                values (:merchant, :live, :key, :fingerprint, :resource, :leasedUntil, :now)
                on conflict (merchant_id, livemode, key) do update
                set fingerprint = excluded.fingerprint, resource = excluded.resource,
                    leased_until = excluded.leased_until, status = null, body = null, created_at = excluded.created_at
                where known.created_at < :over
                """)
                        .param("merchant", tenant.merchant())
                        .param("live", tenant.live())
                        .param("key", key)
                        .param("fingerprint", fingerprint)
                        .param("resource", resource)
                        .param("leasedUntil", now.plus(LEASE).atOffset(UTC))
                        .param("now", now.atOffset(UTC))
                        .param("over", now.minus(KEPT).atOffset(UTC))
                        .update()
                == 1;
    }

    /**
     * Claims and answers at once, with the commit of the caller's transaction.
     *
     * @param refusal what the commit fails with if the key is known already
     */
    void insert(
            Tenant tenant,
            String key,
            byte[] fingerprint,
            Stored answer,
            Supplier<? extends RuntimeException> refusal) {
        Instant now = clock.instant();
        writes.sql("""
                with answered as (
                    insert into web.idempotency_key as known
                        (merchant_id, livemode, key, fingerprint, status, body, created_at)
                    values (:merchant, :live, :key, :fingerprint, :status, :body, :now)
                    on conflict (merchant_id, livemode, key) do update
                    set fingerprint = excluded.fingerprint, resource = null, leased_until = null,
                        status = excluded.status, body = excluded.body, created_at = excluded.created_at
                    where known.created_at < :over
                    returning 1
                )
                select public.must(count(*) = 1, :statement) from answered
                """)
                .param("merchant", tenant.merchant())
                .param("live", tenant.live())
                .param("key", key)
                .param("fingerprint", fingerprint)
                .param("status", answer.status())
                .param("body", answer.body())
                .param("now", now.atOffset(UTC))
                .param("over", now.minus(KEPT).atOffset(UTC))
                .orElse(refusal)
                .queue();
    }

    /**
     * In a transaction, with its commit.
     *
     * @return false if it had been answered; always true in a transaction, where that answer stays and nobody asks
     */
    boolean answer(Tenant tenant, String key, Stored answer) {
        String sql = """
                update web.idempotency_key set status = :status, body = :body
                where merchant_id = :merchant and livemode = :live and key = :key and status is null
                """;
        if (TransactionSynchronizationManager.isActualTransactionActive()) {
            writes.sql(sql)
                    .param("merchant", tenant.merchant())
                    .param("live", tenant.live())
                    .param("key", key)
                    .param("status", answer.status())
                    .param("body", answer.body())
                    .queue();
            return true;
        }
        return jdbc.sql(sql)
                        .param("merchant", tenant.merchant())
                        .param("live", tenant.live())
                        .param("key", key)
                        .param("status", answer.status())
                        .param("body", answer.body())
                        .update()
                == 1;
    }

    Optional<Known> find(Tenant tenant, String key) {
        return jdbc.sql("""
                select fingerprint, resource, status, body from web.idempotency_key
                where merchant_id = :merchant and livemode = :live and key = :key
                """)
                .param("merchant", tenant.merchant())
                .param("live", tenant.live())
                .param("key", key)
                .query(Known::of)
                .optional();
    }

    /** @return false if the lease is still running, or somebody else took it over first */
    boolean takeOver(Tenant tenant, String key) {
        Instant now = clock.instant();
        return jdbc.sql("""
                update web.idempotency_key set leased_until = :leasedUntil
                where merchant_id = :merchant and livemode = :live and key = :key
                  and status is null and leased_until <= :now
                """)
                        .param("merchant", tenant.merchant())
                        .param("live", tenant.live())
                        .param("key", key)
                        .param("leasedUntil", now.plus(LEASE).atOffset(UTC))
                        .param("now", now.atOffset(UTC))
                        .update()
                == 1;
    }

    /** Deletes up to {@code limit} keys whose time is over. */
    int purge(int limit) {
        return jdbc.sql("""
                delete from web.idempotency_key k
                using (select merchant_id, livemode, key from web.idempotency_key
                       where created_at < :before order by created_at limit :limit) old
                where k.merchant_id = old.merchant_id and k.livemode = old.livemode and k.key = old.key
                """)
                .param("before", clock.instant().minus(KEPT).atOffset(UTC))
                .param("limit", limit)
                .update();
    }

    record Stored(int status, String body) {}

    record Known(
            byte[] fingerprint,
            @Nullable UUID resource,
            @Nullable Stored answer) {

        static Known of(ResultSet row, int number) throws SQLException {
            String body = row.getString("body");
            return new Known(
                    row.getBytes("fingerprint"),
                    row.getObject("resource", UUID.class),
                    body == null ? null : new Stored(row.getInt("status"), body));
        }
    }

    /** What keys the hashes of requests. */
    record FingerprintKey(Hmac hmac) {}

    private static final class Unkeyed implements Once.Request {
        @Override
        public <V> Once<V> answer(int status, java.util.function.Function<? super V, ?> wire) {
            return Once.unkeyed();
        }
    }
}
