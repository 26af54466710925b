package dev.florin.vault;

import dev.florin.kernel.Tenant;
import dev.florin.platform.Writes;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Cards at rest: what may be shown in clear, the rest sealed. */
@Repository
class CardRepository {

    /** So many a statement, so that erasing a backlog never holds many rows at once. */
    private static final int BATCH = 5_000;

    private final JdbcClient jdbc;
    private final Writes writes;

    CardRepository(JdbcClient jdbc, Writes writes) {
        this.jdbc = jdbc;
        this.writes = writes;
    }

    /** @param sealed number and holder */
    record Sealed(CardView view, byte[] sealed) {}

    void add(Tenant tenant, Sealed card, Instant createdAt, Instant expiresAt) {
        var view = card.view();
        writes.sql("""
                insert into vault.card (merchant_id, token, livemode, sealed, brand, last4, exp_month, exp_year,
                                        fingerprint, created_at, expires_at)
                values (:merchant, :token, :live, :sealed, :brand, :last4, :expMonth, :expYear,
                        :fingerprint, :createdAt, :expiresAt)
                """)
                .param("merchant", tenant.merchant())
                .param("token", view.token().value())
                .param("live", tenant.live())
                .param("sealed", card.sealed())
                .param("brand", view.brand())
                .param("last4", view.last4())
                .param("expMonth", view.expMonth())
                .param("expYear", view.expYear())
                .param("fingerprint", view.fingerprint())
                .param("createdAt", utc(createdAt))
                .param("expiresAt", utc(expiresAt))
                .queue();
    }

    Optional<CardView> find(Tenant tenant, CardToken token) {
        return jdbc.sql("select * from vault.card where merchant_id = ? and token = ? and livemode = ?")
                .params(tenant.merchant(), token.value(), tenant.live())
                .query((row, _) -> view(token, row))
                .optional();
    }

    /** The card if its number has not been erased and is not due to be. */
    Optional<Sealed> findReadable(Tenant tenant, CardToken token, Instant now) {
        return jdbc.sql("""
                        select * from vault.card
                        where merchant_id = ? and token = ? and livemode = ? and sealed is not null and expires_at > ?
                        """)
                .params(tenant.merchant(), token.value(), tenant.live(), utc(now))
                .query((row, _) -> new Sealed(view(token, row), row.getBytes("sealed")))
                .optional();
    }

    /** @return how many numbers were erased */
    int eraseExpired(Instant now) {
        int erased = 0;
        for (int batch = BATCH; batch == BATCH; erased += batch) {
            batch = jdbc.sql("""
                            update vault.card set sealed = null
                            where (merchant_id, token) in (
                              select merchant_id, token from vault.card
                              where sealed is not null and expires_at <= ?
                              order by expires_at limit ?)
                            """).params(utc(now), BATCH).update();
        }
        return erased;
    }

    private static CardView view(CardToken token, ResultSet row) throws SQLException {
        return new CardView(
                token,
                row.getString("brand"),
                row.getString("last4"),
                row.getInt("exp_month"),
                row.getInt("exp_year"),
                row.getString("fingerprint"));
    }

    private static OffsetDateTime utc(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
