package dev.florin.web;

import static java.time.ZoneOffset.UTC;

import dev.florin.kernel.Tenant;
import dev.florin.platform.DatabaseOwner;
import dev.florin.platform.Writes;
import java.time.InstantSource;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Primary;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;

/** Broken: whether a key was used is looked up, and nothing keeps two from finding that it was not. */
@TestConfiguration(proxyBeanMethods = false)
public class KeysThatAreNotUnique {

    @Bean
    ApplicationRunner dropUniqueness(DatabaseOwner owner) {
        return _ -> JdbcClient.create(owner.dataSource())
                .sql("alter table web.idempotency_key drop constraint if exists idempotency_key_pkey")
                .update();
    }

    @Bean
    @Primary
    IdempotencyKeys lookedUpKeys(
            JdbcClient jdbc,
            Writes writes,
            JsonMapper json,
            InstantSource clock,
            IdempotencyKeys.FingerprintKey fingerprintKey) {
        return new LookedUp(jdbc, writes, json, clock, fingerprintKey);
    }

    private static final class LookedUp extends IdempotencyKeys {

        private final JdbcClient jdbc;
        private final InstantSource clock;

        LookedUp(JdbcClient jdbc, Writes writes, JsonMapper json, InstantSource clock, FingerprintKey fingerprintKey) {
            super(jdbc, writes, json, clock, fingerprintKey);
            this.jdbc = jdbc;
            this.clock = clock;
        }

        @Override
        boolean claim(Tenant tenant, String key, byte[] fingerprint, UUID resource) {
            if (find(tenant, key).isPresent()) {
                return false;
            }
            write(tenant, key, fingerprint, resource, null);
            return true;
        }

        @Override
        void insert(
                Tenant tenant,
                String key,
                byte[] fingerprint,
                Stored answer,
                Supplier<? extends RuntimeException> refusal) {
            if (find(tenant, key).isPresent()) {
                throw refusal.get();
            }
            write(tenant, key, fingerprint, null, answer);
        }

        private void write(
                Tenant tenant, String key, byte[] fingerprint, @Nullable UUID resource, @Nullable Stored answer) {
            var now = clock.instant();
            jdbc.sql("""
                    insert into web.idempotency_key
                        (merchant_id, livemode, key, fingerprint, resource, leased_until, status, body, created_at)
                    values (:merchant, :live, :key, :fingerprint, :resource, :leasedUntil, :status, :body, :now)
                    """)
                    .param("merchant", tenant.merchant())
                    .param("live", tenant.live())
                    .param("key", key)
                    .param("fingerprint", fingerprint)
                    .param("resource", resource)
                    .param(
                            "leasedUntil",
                            resource == null ? null : now.plus(LEASE).atOffset(UTC))
                    .param("status", answer == null ? null : answer.status())
                    .param("body", answer == null ? null : answer.body())
                    .param("now", now.atOffset(UTC))
                    .update();
        }

        /** Of several, the first. */
        @Override
        Optional<Known> find(Tenant tenant, String key) {
            return jdbc.sql("""
                    select fingerprint, resource, status, body from web.idempotency_key
                    where merchant_id = :merchant and livemode = :live and key = :key order by created_at limit 1
                    """)
                    .param("merchant", tenant.merchant())
                    .param("live", tenant.live())
                    .param("key", key)
                    .query(Known::of)
                    .optional();
        }
    }
}
