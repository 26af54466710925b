package dev.florin.gateways;

import static java.time.ZoneOffset.UTC;

import dev.florin.consistency.Check.Portion;
import dev.florin.consistency.Check.Span;
import dev.florin.consistency.Subject;
import dev.florin.gateways.Callback.Operation;
import dev.florin.kernel.Tenant;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Callbacks that the module that they concern has taken note of, for that module to check that it has. Kept for 30 days. */
@Component
public class HeardCallbacks {

    /** Nearly all are passed on within that; the others are looked at with everything. */
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private static final char SEPARATOR = '/';

    private final JdbcClient jdbc;

    HeardCallbacks(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** @param id of the subject that it is to checks: gateway and event */
    public record Told(Subject id, Callback callback) {}

    /** Those that came in a span of time that lies as far back as to have been passed on. */
    public List<Subject> in(Span span, Operation... about) {
        return jdbc.sql("""
                select merchant_id, livemode, gateway, event from gateways.callback
                where state = 'done' and state <> 'pending' and received_at >= ? and received_at < ? and operation = any(?)
                """)
                .params(
                        span.from().minus(PATIENCE).atOffset(UTC),
                        span.before().minus(PATIENCE).atOffset(UTC),
                        wires(about))
                .query((row, _) -> subject(row))
                .list();
    }

    /** All, by gateway and event. */
    public Portion all(@Nullable String after, int most, Operation... about) {
        String[] place = after == null ? new String[] {"", ""} : after.split("/", 2);
        List<Subject> read = jdbc.sql("""
                select merchant_id, livemode, gateway, event from gateways.callback
                where (gateway, event) > (?, ?) and state = 'done' and operation = any(?)
                order by gateway, event limit ?
                """)
                .params(place[0], place[1], wires(about), most)
                .query((row, _) -> subject(row))
                .list();
        return new Portion(read, read.size() < most ? null : read.getLast().id());
    }

    /** What was told by those of them that there are. */
    public List<Told> told(List<Subject> callbacks) {
        return jdbc.sql("""
                select c.* from unnest(?::text[], ?::text[]) as s (gateway, event)
                join gateways.callback c on c.gateway = s.gateway and c.event = s.event
                where c.state = 'done' and c.merchant_id is not null
                """)
                .params(
                        callbacks.stream().map(one -> parts(one)[0]).toArray(String[]::new),
                        callbacks.stream().map(one -> parts(one)[1]).toArray(String[]::new))
                .query((row, _) -> new Told(subject(row), callback(row)))
                .list();
    }

    /** How many since then are about nothing that is known here, or were passed on ten times in vain; of real money. */
    public int countUnheard(Instant since, Operation... about) {
        return jdbc.sql("""
                select count(*) from gateways.callback
                where state in ('orphaned', 'failed') and state <> 'pending' and received_at >= ?
                  and operation = any(?) and livemode
                """)
                .params(since.atOffset(UTC), wires(about))
                .query(Integer.class)
                .single();
    }

    private static String[] parts(Subject callback) {
        return callback.id().split("/", 2);
    }

    private static Subject subject(ResultSet row) throws SQLException {
        return new Subject(
                new Tenant(row.getObject("merchant_id", UUID.class), row.getBoolean("livemode")),
                row.getString("gateway") + SEPARATOR + row.getString("event"));
    }

    private static Callback callback(ResultSet row) throws SQLException {
        return new Callback(
                new Tenant(row.getObject("merchant_id", UUID.class), row.getBoolean("livemode")),
                new GatewayId(row.getString("gateway")),
                Operation.valueOf(row.getString("operation").toUpperCase(Locale.ROOT)),
                row.getObject("subject", UUID.class),
                row.getObject("reference", UUID.class),
                OutcomeJson.read(row.getString("outcome")),
                CallbackArrival.exchange(
                        row.getObject("received_at", OffsetDateTime.class).toInstant(),
                        row.getString("event"),
                        row.getString("type"),
                        ""),
                OutcomeJson.readChargeback(row.getString("chargeback")));
    }

    private static String[] wires(Operation... operations) {
        return Arrays.stream(operations)
                .map(operation -> operation.name().toLowerCase(Locale.ROOT))
                .toArray(String[]::new);
    }
}
