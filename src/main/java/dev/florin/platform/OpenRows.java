package dev.florin.platform;

import static java.time.ZoneOffset.UTC;

import dev.florin.kernel.Tenant;
import dev.florin.platform.Backlog.Waiting;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.BiFunction;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The rows of a table about which somebody outside has still to be asked. Such a row says in {@code resolve_after} when
 * anybody may take it up, and in {@code resolve_tries} how often somebody has; once nothing is open, {@code resolve_after}
 * is null. Beside these, the table has {@code merchant_id}, {@code id}, {@code livemode}, {@code status} and
 * {@code created_at}.
 *
 * @param <K> by what a row is known
 */
public final class OpenRows<K extends OpenRows.Key> {

    private final JdbcClient jdbc;
    private final String table;
    private final String stuck;
    private final BiFunction<Tenant, UUID, K> key;

    /** Where a row lies. */
    public interface Key {
        Tenant tenant();

        UUID row();
    }

    /** @param table with its schema */
    public OpenRows(JdbcClient jdbc, String table, BiFunction<Tenant, UUID, K> key) {
        this(jdbc, table, "resolve_after is not null and created_at < :time", key);
    }

    private OpenRows(JdbcClient jdbc, String table, String stuck, BiFunction<Tenant, UUID, K> key) {
        this.jdbc = jdbc;
        this.table = table;
        this.stuck = stuck;
        this.key = key;
    }

    /** The same, but only those of the {@code condition} are ever stuck. */
    public OpenRows<K> stuckOnlyIf(String condition) {
        return new OpenRows<>(jdbc, table, stuck + " and " + condition, key);
    }

    /** Takes up to {@code limit} rows that are due, and keeps others off them until {@code until}. */
    public List<Due<K>> claimDue(Instant now, Instant until, int limit) {
        return claim("resolve_after <= :time", "resolve_after", now, until, limit);
    }

    /** Takes up to {@code limit} that are stuck, whenever they are due, and keeps others off them until {@code until}. */
    public List<Due<K>> claimStuck(Instant made, Instant until, int limit) {
        return claim(stuck, "created_at", made, until, limit);
    }

    private List<Due<K>> claim(String condition, String order, Instant time, Instant until, int limit) {
        return jdbc.sql("""
                update %1$s r
                set resolve_after = :until, resolve_tries = r.resolve_tries + 1
                from (select merchant_id, id from %1$s
                      where %2$s
                      order by %3$s limit :limit for update skip locked) due
                where r.merchant_id = due.merchant_id and r.id = due.id
                returning r.merchant_id, r.livemode, r.id, r.resolve_tries
                """.formatted(table, condition, order))
                .param("time", time.atOffset(UTC))
                .param("until", until.atOffset(UTC))
                .param("limit", limit)
                .query((row, _) -> new Due<>(key(row), row.getInt("resolve_tries")))
                .list();
    }

    /** Keeps others off rows in hand, or puts off asking again. What is resolved meanwhile stays so. */
    public void putOff(List<K> rows, Instant until) {
        jdbc.sql("""
                update %s r
                set resolve_after = :until
                from unnest(:merchants::uuid[], :ids::uuid[]) as open (merchant_id, id)
                where r.merchant_id = open.merchant_id and r.id = open.id and r.resolve_after is not null
                """.formatted(table))
                .param("until", until.atOffset(UTC))
                .param("merchants", merchants(rows))
                .param("ids", ids(rows))
                .update();
    }

    /** What is still open of a tenant's. */
    public Waiting waiting(Tenant tenant) {
        return jdbc.sql("""
                select count(*) as pending, min(created_at) as oldest from %s
                where merchant_id = :merchant and livemode = :live and resolve_after is not null
                """.formatted(table))
                .param("merchant", tenant.merchant())
                .param("live", tenant.live())
                .query(Waiting::of)
                .single();
    }

    /** How many were made before {@code made} and are stuck. */
    public int countStuck(Instant made) {
        return jdbc.sql("select count(*) from %s where %s".formatted(table, stuck))
                .param("time", made.atOffset(UTC))
                .query(Integer.class)
                .single();
    }

    /** How many of these are not open any more, by status. */
    public Map<String, Integer> decided(List<K> rows) {
        Map<String, Integer> decided = new TreeMap<>();
        jdbc.sql("""
                select r.status, count(*) as number
                from unnest(:merchants::uuid[], :ids::uuid[]) as k (merchant_id, id)
                join %s r on r.merchant_id = k.merchant_id and r.id = k.id
                where r.resolve_after is null group by r.status
                """.formatted(table))
                .param("merchants", merchants(rows))
                .param("ids", ids(rows))
                .query(row -> {
                    decided.put(row.getString("status"), row.getInt("number"));
                });
        return decided;
    }

    private UUID[] merchants(List<K> rows) {
        return rows.stream().map(row -> row.tenant().merchant()).toArray(UUID[]::new);
    }

    private UUID[] ids(List<K> rows) {
        return rows.stream().map(Key::row).toArray(UUID[]::new);
    }

    private K key(ResultSet row) throws SQLException {
        var tenant = new Tenant(row.getObject("merchant_id", UUID.class), row.getBoolean("livemode"));
        return key.apply(tenant, row.getObject("id", UUID.class));
    }

    /** @param tries how often it was taken up since something was last found out about it */
    public record Due<K>(K key, int tries) {}
}
