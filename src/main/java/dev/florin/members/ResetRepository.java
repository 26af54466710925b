package dev.florin.members;

import static java.time.ZoneOffset.UTC;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Links by which to choose a new password. */
@Repository
class ResetRepository {

    private final JdbcClient jdbc;

    ResetRepository(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    void add(UUID person, byte[] hash, Instant now, Instant expiresAt) {
        jdbc.sql("""
                insert into members.password_reset (token_hash, person_id, created_at, expires_at) values (?, ?, ?, ?)
                """)
                .params(hash, person, now.atOffset(UTC), expiresAt.atOffset(UTC))
                .update();
    }

    Optional<UUID> find(byte[] hash, Instant now) {
        return jdbc.sql("""
                select person_id from members.password_reset where token_hash = ? and used_at is null and expires_at > ?
                """).params(hash, now.atOffset(UTC)).query(UUID.class).optional();
    }

    boolean use(byte[] hash, Instant now) {
        return jdbc.sql("""
                        update members.password_reset set used_at = ?
                        where token_hash = ? and used_at is null and expires_at > ?
                        """).params(now.atOffset(UTC), hash, now.atOffset(UTC)).update() == 1;
    }

    void useAll(UUID person, Instant now) {
        jdbc.sql("update members.password_reset set used_at = ? where person_id = ? and used_at is null")
                .params(now.atOffset(UTC), person)
                .update();
    }

    int purge(Instant before) {
        return jdbc.sql("delete from members.password_reset where expires_at < ?")
                .param(before.atOffset(UTC))
                .update();
    }
}
