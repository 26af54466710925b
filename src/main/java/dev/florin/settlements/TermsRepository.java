package dev.florin.settlements;

import static java.time.ZoneOffset.UTC;

import dev.florin.kernel.Money;
import dev.florin.kernel.Tenant;
import dev.florin.settlements.Schedule.Usual;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * Adds, and never changes. What is added begins with its transaction at the earliest: so no horizon has passed it, and
 * nothing that it would hold for has been settled.
 */
@Repository
class TermsRepository {

    private final JdbcClient jdbc;

    TermsRepository(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    Schedule schedule(Tenant tenant) {
        return new Schedule(own(tenant), usual());
    }

    List<Terms> own(Tenant tenant) {
        return jdbc.sql("""
                        select * from settlements.terms where merchant_id = ? and livemode = ?
                        order by currency, valid_from desc
                        """)
                .params(tenant.merchant(), tenant.live())
                .query(TermsRepository::terms)
                .list();
    }

    List<Usual> usual() {
        return jdbc.sql("select * from settlements.usual_terms order by currency, valid_from desc")
                .query(TermsRepository::usualRow)
                .list();
    }

    /** @return as they are kept; empty if there are others from that very moment on */
    Optional<Terms> add(Tenant tenant, Terms terms) {
        return jdbc.sql("""
                        insert into settlements.terms
                            (merchant_id, livemode, currency, valid_from, rate, fixed, minimum)
                        values (:merchant, :live, :currency, greatest(:from, now()), :rate, :fixed, :minimum)
                        on conflict do nothing
                        returning *
                        """)
                .param("merchant", tenant.merchant())
                .param("live", tenant.live())
                .param("currency", terms.currency().getCurrencyCode())
                .param("from", terms.from().atOffset(UTC))
                .param("rate", terms.rate())
                .param("fixed", terms.fixed().minor())
                .param("minimum", terms.minimum().minor())
                .query(TermsRepository::terms)
                .optional();
    }

    void add(Usual usual) {
        jdbc.sql("""
                        insert into settlements.usual_terms (currency, valid_from, rate, fixed, minimum)
                        values (:currency, now(), :rate, :fixed, :minimum) on conflict do nothing
                        """)
                .param("currency", usual.currency())
                .param("rate", usual.rate())
                .param("fixed", usual.fixed())
                .param("minimum", usual.minimum())
                .update();
    }

    private static Terms terms(ResultSet row, int number) throws SQLException {
        String currency = row.getString("currency");
        return new Terms(
                row.getInt("rate"),
                Money.of(row.getLong("fixed"), currency),
                Money.of(row.getLong("minimum"), currency),
                from(row));
    }

    private static Usual usualRow(ResultSet row, int number) throws SQLException {
        return new Usual(
                row.getString("currency"), row.getInt("rate"), row.getLong("fixed"), row.getLong("minimum"), from(row));
    }

    private static Instant from(ResultSet row) throws SQLException {
        return row.getObject("valid_from", OffsetDateTime.class).toInstant();
    }
}
