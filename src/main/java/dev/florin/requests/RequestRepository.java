package dev.florin.requests;

import static java.util.stream.Collectors.joining;

import dev.florin.kernel.PageQuery;
import dev.florin.kernel.Tenant;
import dev.florin.requests.RequestFilter.Outcome;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.springframework.jdbc.core.ConnectionCallback;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The log's rows. */
@Repository
class RequestRepository {

    static final String COLUMNS = """
            merchant_id, livemode, id, slot, key_id, method, path, route, status, code, took_us, idempotency_key, replayed,
            request, answer, agent, ip, order_id, payment_id, refund_id""";

    private static final String LISTED = COLUMNS.replace("request, answer,", "null as request, null as answer,");

    /** On rows that are looked at anyway, by the name of their parameter. */
    private static final Map<String, String> CONDITIONS = Map.of(
            "lowest", "status >= :lowest",
            "highest", "status <= :highest",
            "method", "method = :method",
            "path", "starts_with(path, :path)",
            "key", "key_id = :key",
            "code", "code = :code",
            "replayed", "replayed = :replayed",
            "idempotencyKey", "idempotency_key = :idempotencyKey");

    private final JdbcTemplate jdbc;
    private final JdbcClient client;

    RequestRepository(JdbcTemplate jdbc, JdbcClient client) {
        this.jdbc = jdbc;
        this.client = client;
    }

    /** In one transaction, which does not wait for the disk: after a crash of PostgreSQL the last of them may be missing. */
    void append(List<RequestView> lines) {
        byte[] rows = Line.copied(lines);
        jdbc.execute((ConnectionCallback<Long>) connection -> {
            connection.setAutoCommit(false);
            try {
                long count = copy(connection, rows);
                connection.commit();
                return count;
            } catch (SQLException | RuntimeException e) {
                connection.rollback();
                throw e;
            } finally {
                connection.setAutoCommit(true);
            }
        });
    }

    private static long copy(Connection connection, byte[] rows) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute("set local synchronous_commit = off");
        }
        try {
            return connection
                    .unwrap(PGConnection.class)
                    .getCopyAPI()
                    .copyIn("copy requests.request (%s) from stdin".formatted(COLUMNS), new ByteArrayInputStream(rows));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Optional<RequestView> find(Tenant tenant, RequestId id) {
        return client.sql("""
                select * from requests.request
                where merchant_id = :merchant and livemode = :live and id = :id and slot = :slot
                """)
                .param("merchant", tenant.merchant())
                .param("live", tenant.live())
                .param("id", id.value())
                .param("slot", Weeks.slot(id))
                .query(RequestRepository::view)
                .optional();
    }

    /**
     * One row more than asked for, where there are that many, among the next {@code most} ones in the direction of the
     * query.
     *
     * @param oldest no row with a smaller id
     */
    List<RequestView> list(Tenant tenant, RequestFilter filter, UUID oldest, PageQuery query, int most) {
        Map<String, Object> wanted = wanted(filter);
        String conditions = wanted.isEmpty()
                ? "true"
                : wanted.keySet().stream().map(CONDITIONS::get).collect(joining(" and "));
        String order = query.backwards() ? "asc" : "desc";
        return client.sql("""
                select * from (
                    select %s from requests.request where %s order by id %s limit :most
                ) looked_at where %s order by id %s limit :limit
                """.formatted(LISTED, within(filter, query), order, conditions, order))
                .params(parameters(tenant, oldest, query))
                .params(wanted)
                .param("most", most)
                .param("limit", query.limit() + 1)
                .query(RequestRepository::view)
                .list();
    }

    /** The last row that {@link #list} looked at, if it did not come to the end. */
    Optional<RequestId> lookedUpTo(Tenant tenant, RequestFilter filter, UUID oldest, PageQuery query, int most) {
        return client.sql("select id from requests.request where %s order by id %s offset :most limit 1"
                        .formatted(within(filter, query), query.backwards() ? "asc" : "desc"))
                .params(parameters(tenant, oldest, query))
                .param("most", most - 1)
                .query((row, _) -> new RequestId(row.getObject("id", UUID.class)))
                .optional();
    }

    /** What an index is good for. */
    private static String within(RequestFilter filter, PageQuery query) {
        Outcome outcome = filter.outcome();
        boolean failed = filter.code() != null || outcome != null && outcome.lowest() >= 400;
        return "merchant_id = :merchant and livemode = :live and id >= :oldest"
                + (query.startingAfter() == null ? "" : " and id < :after")
                + (query.endingBefore() == null ? "" : " and id > :before")
                + (filter.before() == null ? "" : " and id < '%s'".formatted(RequestId.floor(filter.before())))
                + (failed ? " and status >= 400" : "")
                + (filter.subject() == null
                        ? ""
                        : " and (order_id = '%1$s' or payment_id = '%1$s' or refund_id = '%1$s')"
                                .formatted(filter.subject()));
    }

    private static Map<String, @Nullable Object> parameters(Tenant tenant, UUID oldest, PageQuery query) {
        Map<String, @Nullable Object> parameters = new HashMap<>();
        parameters.put("merchant", tenant.merchant());
        parameters.put("live", tenant.live());
        parameters.put("oldest", oldest);
        parameters.put("after", query.startingAfter());
        parameters.put("before", query.endingBefore());
        return parameters;
    }

    private static Map<String, Object> wanted(RequestFilter filter) {
        Map<String, Object> wanted = new HashMap<>();
        if (filter.outcome() != null) {
            wanted.put("lowest", filter.outcome().lowest());
            wanted.put("highest", filter.outcome().highest());
        }
        put(wanted, "method", filter.method());
        put(wanted, "path", filter.path());
        put(wanted, "key", filter.keyId());
        put(wanted, "code", filter.code());
        put(wanted, "replayed", filter.replayed());
        put(wanted, "idempotencyKey", filter.idempotencyKey());
        return wanted;
    }

    private static void put(Map<String, Object> wanted, String name, @Nullable Object value) {
        if (value != null) {
            wanted.put(name, value);
        }
    }

    /** Forgets all that is in a table. */
    void empty(int slot) {
        client.sql("select requests.empty(?)")
                .param(slot)
                .query((row, _) -> slot)
                .list();
    }

    private static RequestView view(ResultSet row, int number) throws SQLException {
        return new RequestView(
                new RequestId(row.getObject("id", UUID.class)),
                new Tenant(row.getObject("merchant_id", UUID.class), row.getBoolean("livemode")),
                row.getString("key_id"),
                row.getString("method"),
                row.getString("path"),
                row.getString("route"),
                row.getInt("status"),
                row.getString("code"),
                Duration.ofNanos(row.getInt("took_us") * 1000L),
                row.getString("idempotency_key"),
                row.getBoolean("replayed"),
                row.getString("request"),
                row.getString("answer"),
                row.getString("agent"),
                row.getString("ip"),
                row.getObject("order_id", UUID.class),
                row.getObject("payment_id", UUID.class),
                row.getObject("refund_id", UUID.class));
    }
}
