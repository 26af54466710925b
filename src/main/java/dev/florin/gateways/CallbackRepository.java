package dev.florin.gateways;

import static java.time.ZoneOffset.UTC;

import dev.florin.gateways.Callback.Operation;
import dev.florin.kernel.Tenant;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The inbox. What is done stays so, whoever else still tries. */
@Repository
class CallbackRepository {

    private final JdbcClient jdbc;

    CallbackRepository(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * A callback to be passed on.
     *
     * @param tries how often it was, this time included
     */
    record Waiting(CallbackKey key, int tries, Callback callback) {}

    /** @return false if the event is there already: then it is committed, by whoever brought it first */
    boolean insert(CallbackArrival arrival) {
        Waiting waiting = arrival.waiting();
        Callback callback = waiting == null ? null : waiting.callback();
        return jdbc.sql("""
                insert into gateways.callback (gateway, event, type, received_at, body, merchant_id, livemode,
                    operation, subject, reference, outcome, chargeback, state, tries, next_try_at, error)
                values (:gateway, :event, :type, :at, :body, :merchant, :live, :operation, :subject, :reference,
                    :outcome::jsonb, :chargeback::jsonb, :state, :tries, :nextTry, :error)
                on conflict do nothing
                """)
                        .param("gateway", arrival.key().gateway().name())
                        .param("event", arrival.key().event())
                        .param("type", arrival.notice().type())
                        .param("at", arrival.at().atOffset(UTC))
                        .param("body", arrival.body())
                        .param(
                                "merchant",
                                callback == null ? null : callback.tenant().merchant())
                        .param(
                                "live",
                                callback == null ? null : callback.tenant().live())
                        .param("operation", callback == null ? null : wire(callback.operation()))
                        .param("subject", callback == null ? null : callback.subject())
                        .param("reference", callback == null ? null : callback.reference())
                        .param("outcome", callback == null ? null : OutcomeJson.write(callback.outcome()))
                        .param("chargeback", OutcomeJson.write(callback == null ? null : callback.chargeback()))
                        .param("state", arrival.state().wire())
                        .param("tries", waiting == null ? 0 : waiting.tries())
                        .param("nextTry", at(arrival.nextTry()))
                        .param("error", arrival.error())
                        .update()
                == 1;
    }

    /** Takes up to {@code limit} callbacks that are due, and keeps others off them until {@code until}. */
    List<Waiting> claimDue(Instant now, Instant until, int limit) {
        return jdbc.sql("""
                update gateways.callback c
                set next_try_at = :until, tries = c.tries + 1
                from (select gateway, event from gateways.callback
                      where next_try_at <= :now
                      order by next_try_at limit :limit for update skip locked) due
                where c.gateway = due.gateway and c.event = due.event
                returning c.*
                """)
                .param("now", now.atOffset(UTC))
                .param("until", until.atOffset(UTC))
                .param("limit", limit)
                .query((row, _) -> waiting(row))
                .list();
    }

    /** Keeps others off callbacks in hand. */
    void putOff(List<CallbackKey> callbacks, Instant until) {
        jdbc.sql("""
                update gateways.callback c set next_try_at = :until
                from unnest(:gateways::text[], :events::text[]) as held (gateway, event)
                where c.gateway = held.gateway and c.event = held.event and c.next_try_at is not null
                """)
                .param("until", until.atOffset(UTC))
                .param(
                        "gateways",
                        callbacks.stream().map(c -> c.gateway().name()).toArray(String[]::new))
                .param("events", callbacks.stream().map(CallbackKey::event).toArray(String[]::new))
                .update();
    }

    void markDone(Waiting callback) {
        mark(callback, CallbackState.DONE, null, null);
    }

    /** @param nextTry null for never */
    void mark(Waiting callback, CallbackState state, @Nullable Instant nextTry, @Nullable String error) {
        jdbc.sql("""
                update gateways.callback set state = :state, next_try_at = :nextTry, error = :error
                where gateway = :gateway and event = :event and state <> 'done'
                """)
                .param("gateway", callback.key().gateway().name())
                .param("event", callback.key().event())
                .param("state", state.wire())
                .param("nextTry", at(nextTry))
                .param("error", error)
                .update();
    }

    /** @return false if it is not one that was given up */
    boolean revive(CallbackKey callback, Instant now) {
        return jdbc.sql("""
                update gateways.callback set state = 'pending', tries = 0, next_try_at = :now
                where gateway = :gateway and event = :event and state in ('failed', 'orphaned') and merchant_id is not null
                """)
                        .param("gateway", callback.gateway().name())
                        .param("event", callback.event())
                        .param("now", now.atOffset(UTC))
                        .update()
                == 1;
    }

    Optional<CallbackView> find(CallbackKey callback) {
        return jdbc.sql("select * from gateways.callback where gateway = :gateway and event = :event")
                .param("gateway", callback.gateway().name())
                .param("event", callback.event())
                .query((row, _) -> view(row))
                .optional();
    }

    /** Those that nobody has taken note of, or perhaps ever will, newest first. */
    List<CallbackView> unheard(int limit) {
        return jdbc.sql("""
                select * from gateways.callback
                where state in ('orphaned', 'failed', 'unknown_type', 'unreadable')
                order by received_at desc limit :limit
                """).param("limit", limit).query((row, _) -> view(row)).list();
    }

    int purgeDone(Instant before, int limit) {
        return jdbc.sql("""
                delete from gateways.callback where (gateway, event) in (
                    select gateway, event from gateways.callback
                    where state = 'done' and received_at < :before limit :limit)
                """)
                .param("before", before.atOffset(UTC))
                .param("limit", limit)
                .update();
    }

    private static Waiting waiting(ResultSet row) throws SQLException {
        var key = new CallbackKey(new GatewayId(row.getString("gateway")), row.getString("event"));
        Instant at = row.getObject("received_at", OffsetDateTime.class).toInstant();
        return new Waiting(
                key,
                row.getInt("tries"),
                new Callback(
                        new Tenant(row.getObject("merchant_id", UUID.class), row.getBoolean("livemode")),
                        key.gateway(),
                        Operation.valueOf(row.getString("operation").toUpperCase(Locale.ROOT)),
                        row.getObject("subject", UUID.class),
                        row.getObject("reference", UUID.class),
                        OutcomeJson.read(row.getString("outcome")),
                        CallbackArrival.exchange(at, key.event(), row.getString("type"), row.getString("body")),
                        OutcomeJson.readChargeback(row.getString("chargeback"))));
    }

    static CallbackView view(ResultSet row) throws SQLException {
        UUID merchant = row.getObject("merchant_id", UUID.class);
        OffsetDateTime nextTry = row.getObject("next_try_at", OffsetDateTime.class);
        return new CallbackView(
                new GatewayId(row.getString("gateway")),
                row.getString("event"),
                row.getString("type"),
                row.getObject("received_at", OffsetDateTime.class).toInstant(),
                merchant == null ? null : new Tenant(merchant, row.getBoolean("livemode")),
                row.getString("body"),
                CallbackState.of(row.getString("state")),
                row.getInt("tries"),
                nextTry == null ? null : nextTry.toInstant(),
                row.getString("error"));
    }

    private static String wire(Operation operation) {
        return operation.name().toLowerCase(Locale.ROOT);
    }

    private static @Nullable OffsetDateTime at(@Nullable Instant instant) {
        return instant == null ? null : instant.atOffset(UTC);
    }
}
