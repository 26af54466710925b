package dev.florin.reconciliation;

import static java.time.ZoneOffset.UTC;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** What of all merchants' statements waits for people; of real money. */
@Repository
class StatementWatching {

    private final JdbcClient jdbc;
    private final SourceRepository sources;

    StatementWatching(JdbcClient jdbc, SourceRepository sources) {
        this.jdbc = jdbc;
        this.sources = sources;
    }

    /** How many exceptions were opened before, and are neither decided nor put off. */
    int countOpen(Instant before, Instant now) {
        return jdbc.sql("""
                select count(*) from reconciliation.exception
                where status = 'open' and livemode and opened_at < ? and (wait_until is null or wait_until <= ?)
                """)
                .params(before.atOffset(UTC), LocalDate.ofInstant(now, UTC))
                .query(Integer.class)
                .single();
    }

    /** Sources that are asked every night, and whose last statement is of a day more than so many days ago. */
    List<Source> behind(Instant now, int days, int most) {
        return sources.active().stream()
                .filter(source -> source.fetched() && source.tenant().live())
                .filter(source -> {
                    LocalDate covered = source.coveredTo();
                    LocalDate today = now.atZone(source.zone()).toLocalDate();
                    return source.since() != null && covered != null && covered.isBefore(today.minusDays(days));
                })
                .limit(most)
                .toList();
    }
}
