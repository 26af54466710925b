package dev.florin.merchants;

import static java.time.ZoneOffset.UTC;

import dev.florin.kernel.Tenant;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class SigningRepository {

    private final JdbcClient jdbc;

    SigningRepository(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** As it is stored: the next one may have begun to sign. */
    record Sealed(
            byte[] secret, byte @Nullable [] next, @Nullable Instant nextFrom) {}

    Optional<Sealed> find(Tenant tenant) {
        return jdbc.sql("select * from merchants.signing_secret where merchant_id = ? and livemode = ?")
                .params(tenant.merchant(), tenant.live())
                .query(SigningRepository::sealed)
                .optional();
    }

    /** Of instances that make one at once, one wins and all go on with its secret. */
    void addIfAbsent(Tenant tenant, byte[] secret) {
        jdbc.sql("""
                        insert into merchants.signing_secret (merchant_id, livemode, secret) values (?, ?, ?)
                        on conflict do nothing
                        """).params(tenant.merchant(), tenant.live(), secret).update();
    }

    Sealed replace(Tenant tenant, byte[] secret) {
        return jdbc.sql("""
                        update merchants.signing_secret set secret = ?, next_secret = null, next_from = null
                        where merchant_id = ? and livemode = ?
                        returning *
                        """)
                .params(secret, tenant.merchant(), tenant.live())
                .query(SigningRepository::sealed)
                .single();
    }

    /** From {@code from} on, {@code secret} signs; until then, whatever signs at {@code now}. */
    Sealed follow(Tenant tenant, byte[] secret, Instant from, Instant now) {
        return jdbc.sql("""
                        update merchants.signing_secret
                        set secret = case when next_from <= :now then next_secret else secret end,
                            next_secret = :secret, next_from = :from
                        where merchant_id = :merchant and livemode = :live
                        returning *
                        """)
                .param("now", now.atOffset(UTC))
                .param("secret", secret)
                .param("from", from.atOffset(UTC))
                .param("merchant", tenant.merchant())
                .param("live", tenant.live())
                .query(SigningRepository::sealed)
                .single();
    }

    private static Sealed sealed(ResultSet row, int number) throws SQLException {
        var from = row.getObject("next_from", OffsetDateTime.class);
        return new Sealed(row.getBytes("secret"), row.getBytes("next_secret"), from == null ? null : from.toInstant());
    }
}
