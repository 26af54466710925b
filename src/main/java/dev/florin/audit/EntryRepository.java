package dev.florin.audit;

import static java.time.ZoneOffset.UTC;

import dev.florin.kernel.PageQuery;
import dev.florin.platform.Paging;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class EntryRepository {

    private static final int MOST_OF_A_SUBJECT = 200;

    private final JdbcClient jdbc;

    EntryRepository(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    Optional<Entry> last(Chain chain) {
        return jdbc.sql("select * from audit.entry where chain = ? order by seq desc limit 1")
                .param(chain.id())
                .query((row, _) -> entry(row))
                .optional();
    }

    /** @return false if its place is taken */
    boolean add(Entry entry) {
        return jdbc.sql("""
                        insert into audit.entry (chain, seq, id, at, live, actor_kind, actor_id, actor_name, action,
                            subject, before, after, ip, user_agent, request, hash)
                        values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?::json, ?::json, ?, ?, ?, ?)
                        on conflict (chain, seq) do nothing
                        """)
                        .params(entry.chain().id(), entry.seq(), entry.id())
                        .param(entry.at().atOffset(UTC))
                        .param(entry.live())
                        .param(entry.actor().kind().wire())
                        .param(entry.actor().id())
                        .param(entry.actor().name())
                        .param(entry.action())
                        .param(entry.subject())
                        .param(entry.before())
                        .param(entry.after())
                        .param(entry.origin().ip())
                        .param(entry.origin().userAgent())
                        .param(entry.origin().request())
                        .param(entry.hash())
                        .update()
                == 1;
    }

    /** @param chain null for all */
    List<Entry> page(@Nullable Chain chain, Filter filter, PageQuery query) {
        var conditions = new StringBuilder("select * from audit.entry where true");
        Map<String, Object> values = new LinkedHashMap<>();
        if (chain != null) {
            conditions.append(" and chain = :chain");
            values.put("chain", chain.id());
        }
        if (filter.actor() != null) {
            conditions.append(" and lower(actor_name) = lower(:actor)");
            values.put("actor", filter.actor());
        }
        if (filter.action() != null) { // a range, which an index can find; '~' is behind all that an action is made of
            conditions.append(" and action >= :action and action < :action || '~'");
            values.put("action", filter.action());
        }
        if (filter.subject() != null) {
            conditions.append(" and subject = :subject");
            values.put("subject", filter.subject());
        }
        if (filter.from() != null) {
            conditions.append(" and at >= :from");
            values.put("from", filter.from().atOffset(UTC));
        }
        if (filter.to() != null) {
            conditions.append(" and at < :to");
            values.put("to", filter.to().atOffset(UTC));
        }
        return Paging.sql(jdbc, conditions.toString(), query)
                .params(values)
                .query((row, _) -> entry(row))
                .list();
    }

    /** The newest, oldest first. */
    List<Entry> of(Chain chain, String subject) {
        return jdbc.sql("select * from audit.entry where chain = ? and subject = ? order by id desc limit ?")
                .params(chain.id(), subject, MOST_OF_A_SUBJECT)
                .query((row, _) -> entry(row))
                .list()
                .reversed();
    }

    /** In their order, those behind {@code seq}. */
    List<Entry> following(Chain chain, long seq, int limit) {
        return jdbc.sql("select * from audit.entry where chain = ? and seq > ? order by seq limit ?")
                .params(chain.id(), seq, limit)
                .query((row, _) -> entry(row))
                .list();
    }

    private static Entry entry(ResultSet row) throws SQLException {
        return new Entry(
                new Chain(row.getObject("chain", UUID.class)),
                row.getLong("seq"),
                row.getObject("id", UUID.class),
                instant(row),
                row.getObject("live", Boolean.class),
                actor(row),
                row.getString("action"),
                row.getString("subject"),
                row.getString("before"),
                row.getString("after"),
                new Origin(row.getString("ip"), row.getString("user_agent"), row.getString("request")),
                row.getString("hash"));
    }

    private static Instant instant(ResultSet row) throws SQLException {
        return row.getObject("at", OffsetDateTime.class).toInstant();
    }

    private static Actor actor(ResultSet row) throws SQLException {
        return new Actor(
                Actor.Kind.of(row.getString("actor_kind")),
                row.getObject("actor_id", UUID.class),
                row.getString("actor_name"));
    }
}
