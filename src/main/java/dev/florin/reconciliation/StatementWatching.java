package dev.florin.reconciliation;

import static java.time.ZoneOffset.UTC;

import dev.florin.kernel.Tenant;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** What of all merchants' statements waits for people; of real money. */
@Repository
public class StatementWatching {

    /** Over a weekend nobody looks. */
    private static final Duration OLD = Duration.ofDays(3);

    /** The statement of a day is asked for in the night after it. */
    private static final int DAYS = 2;

    private static final String OPEN_FOR_LONG = """
            from reconciliation.exception
            where status = 'open' and livemode and opened_at < :before and (wait_until is null or wait_until <= :today)
            """;

    private final JdbcClient jdbc;
    private final SourceRepository sources;
    private final InstantSource clock;

    StatementWatching(JdbcClient jdbc, SourceRepository sources, InstantSource clock) {
        this.jdbc = jdbc;
        this.sources = sources;
        this.clock = clock;
    }

    /**
     * A merchant's exceptions that nobody decides.
     *
     * @param oldest when the first of them was opened
     */
    public record Undecided(Tenant tenant, int count, Instant oldest) {}

    /** How many exceptions are open for more than three days, and neither decided nor put off. */
    int countOld() {
        return openForLong("select count(*) " + OPEN_FOR_LONG)
                .query(Integer.class)
                .single();
    }

    /** The same by merchant, those who let them wait longest first. */
    public List<Undecided> old(int limit) {
        return openForLong("select merchant_id, count(*) as count, min(opened_at) as oldest " + OPEN_FOR_LONG
                        + "group by merchant_id order by oldest limit :limit")
                .param("limit", limit)
                .query((row, _) -> new Undecided(
                        new Tenant(row.getObject("merchant_id", UUID.class), true),
                        row.getInt("count"),
                        row.getObject("oldest", OffsetDateTime.class).toInstant()))
                .list();
    }

    private JdbcClient.StatementSpec openForLong(String sql) {
        Instant now = clock.instant();
        return jdbc.sql(sql)
                .param("before", now.minus(OLD).atOffset(UTC))
                .param("today", LocalDate.ofInstant(now, UTC));
    }

    /** Sources that are asked every night, and whose last statement is of a day more than two days ago. */
    public List<Source> behind(int limit) {
        Instant now = clock.instant();
        return sources.active().stream()
                .filter(source -> source.fetched() && source.tenant().live())
                .filter(source -> {
                    LocalDate covered = source.coveredTo();
                    LocalDate today = now.atZone(source.zone()).toLocalDate();
                    return source.since() != null && covered != null && covered.isBefore(today.minusDays(DAYS));
                })
                .limit(limit)
                .toList();
    }
}
