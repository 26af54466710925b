package dev.florin.web;

import static java.time.ZoneOffset.UTC;

import dev.florin.consistency.Check;
import dev.florin.consistency.Discrepancy;
import dev.florin.consistency.Known;
import dev.florin.consistency.Subject;
import dev.florin.kernel.Tenant;
import dev.florin.kernel.TypeId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What callers were answered under an idempotency key, and are answered again for a day, is there. */
@Component
class AnswersStand implements Check {

    /** Nearly all are answered within that; the others are looked at with everything. */
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    /** Looked for here: for PostgreSQL it costs more than all the rest of the query. */
    private static final Pattern ID = Pattern.compile("\"id\":\"([a-z]+_[0-7][0-9a-hjkmnp-tv-z]{25})\"");

    private final JdbcClient jdbc;
    private final Map<String, Known> kinds = new HashMap<>();

    AnswersStand(JdbcClient jdbc, List<Known> kinds) {
        this.jdbc = jdbc;
        kinds.forEach(kind -> this.kinds.put(kind.prefix(), kind));
    }

    @Override
    public String name() {
        return "answers-stand";
    }

    @Override
    public String promise() {
        return "What was answered under an idempotency key is kept as it was, and what it tells of exists.";
    }

    @Override
    public List<Subject> changed(Span span) {
        return jdbc.sql("""
                select merchant_id, livemode, key from web.idempotency_key
                where created_at >= ? and created_at < ? and (status is not null or body is not null)
                """)
                .params(
                        span.from().minus(PATIENCE).atOffset(UTC),
                        span.before().minus(PATIENCE).atOffset(UTC))
                .query((row, _) -> subject(row))
                .list();
    }

    /** By merchant, mode and key. @param after {@code <merchant>/<mode>/<key>} */
    @Override
    public Portion all(@Nullable String after, int most) {
        String[] place = after == null ? new String[] {new UUID(0, 0).toString(), "false", ""} : after.split("/", 3);
        List<Subject> read = jdbc.sql("""
                select merchant_id, livemode, key from web.idempotency_key
                where (merchant_id, livemode, key) > (?::uuid, ?::boolean, ?)
                  and (status is not null or body is not null)
                order by merchant_id, livemode, key limit ?
                """)
                .params(place[0], place[1], place[2], most)
                .query((row, _) -> subject(row))
                .list();
        return new Portion(read, read.size() < most ? null : place(read.getLast()));
    }

    private static String place(Subject key) {
        Tenant tenant = tenant(key);
        return tenant.merchant() + "/" + tenant.live() + "/" + key.id();
    }

    /** An answer, and the first id in it: of what it tells. */
    private record Answer(
            Subject key,
            int status,
            boolean whole,
            @Nullable String about) {

        static Answer of(ResultSet row) throws SQLException {
            return new Answer(
                    subject(row), row.getInt("status"), row.getBoolean("whole"), about(row.getString("beginning")));
        }

        private static @Nullable String about(@Nullable String beginning) {
            Matcher first = ID.matcher(Objects.requireNonNullElse(beginning, ""));
            return first.find() ? first.group(1) : null;
        }

        /** Something was done, and not refused. */
        boolean isEffect() {
            return status < 300;
        }
    }

    @Override
    public List<Discrepancy> compare(List<Subject> subjects) {
        List<Answer> answers = jdbc.sql("""
                select k.merchant_id, k.livemode, k.key, coalesce(k.status, 0) as status,
                    coalesce(octet_length(k.body) > 1, false) as whole, left(k.body, 200) as beginning
                from unnest(?::uuid[], ?::boolean[], ?::text[]) as s (merchant_id, livemode, key)
                join web.idempotency_key k
                  on k.merchant_id = s.merchant_id and k.livemode = s.livemode and k.key = s.key
                """)
                .params(
                        subjects.stream().map(s -> tenant(s).merchant()).toArray(UUID[]::new),
                        subjects.stream().map(s -> tenant(s).live()).toArray(Boolean[]::new),
                        subjects.stream().map(Subject::id).toArray(String[]::new))
                .query((row, _) -> Answer.of(row))
                .list();
        List<Discrepancy> found = new ArrayList<>();
        for (Answer answer : answers) {
            if (answer.status() < 200 || answer.status() > 499 || !answer.whole()) {
                found.add(Discrepancy.of(
                        answer.key(),
                        "answer",
                        "a status and a body",
                        "status %d, %s".formatted(answer.status(), answer.whole() ? "a body" : "no body of ours")));
            }
        }
        kinds.values().forEach(kind -> missing(kind, answers, found));
        return found;
    }

    private static void missing(Known kind, List<Answer> answers, List<Discrepancy> found) {
        List<UUID> merchants = new ArrayList<>();
        List<UUID> ids = new ArrayList<>();
        List<Answer> about = new ArrayList<>();
        for (Answer answer : answers) {
            UUID id = answer.about() == null || !answer.isEffect()
                    ? null
                    : TypeId.parse(kind.prefix(), answer.about()).orElse(null);
            if (id != null) {
                merchants.add(tenant(answer.key()).merchant());
                ids.add(id);
                about.add(answer);
            }
        }
        Set<UUID> known = ids.isEmpty() ? Set.of() : kind.among(merchants, ids);
        for (int i = 0; i < ids.size(); i++) {
            if (!known.contains(ids.get(i))) {
                found.add(Discrepancy.of(
                        about.get(i).key(), "effect", about.get(i).about(), null));
            }
        }
    }

    private static Tenant tenant(Subject key) {
        return Objects.requireNonNull(key.tenant());
    }

    private static Subject subject(ResultSet row) throws SQLException {
        return new Subject(
                new Tenant(row.getObject("merchant_id", UUID.class), row.getBoolean("livemode")), row.getString("key"));
    }
}
