package dev.florin.members;

import static java.time.ZoneOffset.UTC;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class FactorRepository {

    private final JdbcClient jdbc;

    FactorRepository(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** @param secret as the vault has sealed it */
    record App(byte[] secret, boolean confirmed, long lastStep) {}

    Factors of(UUID person) {
        return jdbc.sql("""
                select exists (select from members.totp where person_id = :person and confirmed_at is not null) app,
                       (select count(*) from members.passkey where person_id = :person) passkeys,
                       (select count(*) from members.recovery_code where person_id = :person and used_at is null) codes
                """)
                .param("person", person)
                .query((row, _) -> new Factors(row.getBoolean("app"), row.getInt("passkeys"), row.getInt("codes")))
                .single();
    }

    Optional<App> app(UUID person) {
        return jdbc.sql("select secret, confirmed_at, last_step from members.totp where person_id = ?")
                .param(person)
                .query((row, _) -> new App(
                        row.getBytes("secret"), row.getObject("confirmed_at") != null, row.getLong("last_step")))
                .optional();
    }

    void beginIfAbsent(UUID person, byte[] secret, Instant now) {
        jdbc.sql("insert into members.totp (person_id, secret, created_at) values (?, ?, ?) on conflict do nothing")
                .params(person, secret, now.atOffset(UTC))
                .update();
    }

    boolean confirm(UUID person, long step, Instant now) {
        return jdbc.sql("""
                        update members.totp set confirmed_at = ?, last_step = ?
                        where person_id = ? and confirmed_at is null
                        """).params(now.atOffset(UTC), step, person).update() == 1;
    }

    boolean removeApp(UUID person) {
        return jdbc.sql("delete from members.totp where person_id = ? and confirmed_at is not null")
                        .param(person)
                        .update()
                == 1;
    }

    /** Of two at once with one code, one takes it. */
    boolean take(UUID person, long step) {
        return jdbc.sql("update members.totp set last_step = ? where person_id = ? and last_step < ?")
                        .params(step, person, step)
                        .update()
                == 1;
    }

    void replaceCodes(UUID person, List<byte[]> hashes) {
        jdbc.sql("delete from members.recovery_code where person_id = ?")
                .param(person)
                .update();
        for (byte[] hash : hashes) {
            jdbc.sql("insert into members.recovery_code (person_id, hash) values (?, ?)")
                    .params(person, hash)
                    .update();
        }
    }

    boolean use(UUID person, byte[] hash, Instant now) {
        return jdbc.sql("""
                        update members.recovery_code set used_at = ?
                        where person_id = ? and hash = ? and used_at is null
                        """).params(now.atOffset(UTC), person, hash).update() == 1;
    }
}
