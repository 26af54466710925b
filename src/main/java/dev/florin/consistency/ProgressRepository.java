package dev.florin.consistency;

import static java.time.ZoneOffset.UTC;

import dev.florin.consistency.Standing.Look;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** How far each check has come. Each row is written by one instance at a time, as jobs run once for all of them. */
@Repository
class ProgressRepository {

    private final JdbcClient jdbc;

    ProgressRepository(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * @param walkAfter how far the look at everything has come
     * @param dueSince when the last look at everything was begun, whether it has ended or not; null for never
     */
    record Progress(
            String name,
            @Nullable Instant upTo,
            @Nullable Look ran,
            @Nullable String failure,
            boolean wanted,
            @Nullable Look walk,
            @Nullable String walkAfter,
            @Nullable Look whole) {

        @Nullable
        Instant dueSince() {
            return walk != null ? walk.at() : whole == null ? null : whole.at();
        }
    }

    /** Makes rows for checks that have none: they begin by looking at everything. */
    void add(List<String> names) {
        jdbc.sql("""
                insert into consistency.progress (name, wanted) select name, true from unnest(?::text[]) name
                on conflict do nothing
                """).param(names.toArray(String[]::new)).update();
    }

    List<Progress> all() {
        return jdbc.sql("select * from consistency.progress order by name")
                .query((row, _) -> progress(row))
                .list();
    }

    Optional<Progress> find(String name) {
        return jdbc.sql("select * from consistency.progress where name = ?")
                .param(name)
                .query((row, _) -> progress(row))
                .optional();
    }

    /** Checks of these names have looked at all that was stored before. */
    void ran(Map<String, Look> looks, Instant upTo) {
        jdbc.sql("""
                update consistency.progress p
                set up_to = :upTo, ran_at = t.at, ran_ms = t.took, ran_over = t.over, failure = null
                from unnest(:names::text[], :ats::timestamptz[], :tooks::bigint[], :overs::bigint[])
                    as t (name, at, took, over)
                where p.name = t.name
                """)
                .param("upTo", upTo.atOffset(UTC))
                .param("names", looks.keySet().toArray(String[]::new))
                .param("ats", column(looks, String[]::new, look -> look.at().toString()))
                .param("tooks", column(looks, Long[]::new, look -> look.took().toMillis()))
                .param("overs", column(looks, Long[]::new, Look::over))
                .update();
    }

    private static <T> T[] column(Map<String, Look> looks, IntFunction<T[]> array, Function<Look, T> value) {
        return looks.values().stream().map(value).toArray(array);
    }

    void failed(String name, String failure) {
        jdbc.sql("update consistency.progress set failure = ? where name = ?")
                .params(failure, name)
                .update();
    }

    /** @param name null for all */
    void want(@Nullable String name) {
        jdbc.sql("update consistency.progress set wanted = true where cast(:name as text) is null or name = :name")
                .param("name", name)
                .update();
    }

    void begin(String name, Instant at) {
        jdbc.sql("""
                update consistency.progress
                set wanted = false, walk_begun_at = ?, walk_after = null, walk_over = 0, walk_ms = 0 where name = ?
                """).params(at.atOffset(UTC), name).update();
    }

    void advance(String name, String after, long over, Duration took) {
        jdbc.sql("""
                update consistency.progress
                set walk_after = :after, walk_over = walk_over + :over, walk_ms = walk_ms + :took where name = :name
                """)
                .param("name", name)
                .param("after", after)
                .param("over", over)
                .param("took", took.toMillis())
                .update();
    }

    void end(String name, long over, Duration took, Instant at) {
        jdbc.sql("""
                update consistency.progress
                set whole_begun_at = walk_begun_at, whole_ended_at = :at, whole_over = walk_over + :over,
                    whole_ms = walk_ms + :took, walk_begun_at = null, walk_after = null, failure = null
                where name = :name
                """)
                .param("name", name)
                .param("over", over)
                .param("took", took.toMillis())
                .param("at", at.atOffset(UTC))
                .update();
    }

    private static Progress progress(ResultSet row) throws SQLException {
        return new Progress(
                row.getString("name"),
                instant(row, "up_to"),
                look(row, "ran_at", "ran_ms", "ran_over"),
                row.getString("failure"),
                row.getBoolean("wanted"),
                look(row, "walk_begun_at", "walk_ms", "walk_over"),
                row.getString("walk_after"),
                look(row, "whole_begun_at", "whole_ms", "whole_over"));
    }

    private static @Nullable Look look(ResultSet row, String at, String took, String over) throws SQLException {
        Instant begun = instant(row, at);
        return begun == null ? null : new Look(begun, Duration.ofMillis(row.getLong(took)), row.getLong(over));
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        OffsetDateTime at = row.getObject(column, OffsetDateTime.class);
        return at == null ? null : at.toInstant();
    }
}
