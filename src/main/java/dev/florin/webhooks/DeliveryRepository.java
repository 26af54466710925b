package dev.florin.webhooks;

import static dev.florin.webhooks.EventRepository.at;
import static java.time.ZoneOffset.UTC;

import dev.florin.kernel.PageQuery;
import dev.florin.kernel.Tenant;
import dev.florin.platform.Backlog.Waiting;
import dev.florin.platform.Paging;
import dev.florin.webhooks.Deliveries.DeliveryFilter;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.core.simple.JdbcClient.StatementSpec;
import org.springframework.stereotype.Repository;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Deliveries as merchants see them, and as they have them sent again. */
@Repository
class DeliveryRepository {

    private static final TypeReference<Map<String, String>> HEADERS = new TypeReference<>() {};

    /** No JVM stands still for longer between two ids. */
    private static final Duration SOON = Duration.ofMinutes(1);

    private final JdbcClient jdbc;
    private final JsonMapper json = new JsonMapper();

    DeliveryRepository(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    Optional<DeliveryView> find(Tenant tenant, DeliveryId id) {
        return jdbc.sql("""
                select * from webhooks.delivery where merchant_id = :merchant and id = :id and livemode = :live
                """)
                .param("merchant", tenant.merchant())
                .param("id", id.value())
                .param("live", tenant.live())
                .query(DeliveryRepository::view)
                .optional();
    }

    /** Oldest first. */
    List<AttemptView> attempts(Tenant tenant, DeliveryId id) {
        return jdbc.sql("""
                select * from webhooks.attempt where merchant_id = :merchant and delivery_id = :id order by at, id
                """)
                .param("merchant", tenant.merchant())
                .param("id", id.value())
                .query(this::attempt)
                .list();
    }

    /**
     * The deliveries of some events, oldest first. Their ids are made right after that of the event, in the same JVM, so
     * that the primary key finds them without an index that each delivery would have to pay for.
     */
    List<DeliveryView> of(Tenant tenant, Collection<EventId> events) {
        return jdbc.sql("""
                select d.* from unnest(:events::uuid[], :untils::uuid[]) as e (id, until)
                join webhooks.delivery d on d.merchant_id = :merchant and d.id > e.id and d.id < e.until
                    and d.event_id = e.id and d.livemode = :live
                order by d.id
                """)
                .param("merchant", tenant.merchant())
                .param("live", tenant.live())
                .param("events", events.stream().map(EventId::value).toArray(UUID[]::new))
                .param(
                        "untils",
                        events.stream().map(DeliveryRepository::soonAfter).toArray(UUID[]::new))
                .query(DeliveryRepository::view)
                .list();
    }

    /** A UUIDv7 begins with milliseconds. */
    private static UUID soonAfter(EventId event) {
        long time = event.value().getMostSignificantBits() >>> 16;
        return new UUID((time + SOON.toMillis()) << 16, 0);
    }

    /** One row more than asked for, where there are that many. */
    List<DeliveryView> list(Tenant tenant, DeliveryFilter filter, PageQuery query) {
        return Paging.sql(jdbc, """
                select * from webhooks.delivery
                where merchant_id = :merchant and livemode = :live
                  and (:status::text is null or status = :status)
                  and (:event::text is null or event = :event)
                  and (:endpoint::uuid is null or endpoint_id = :endpoint)
                  and (:createdFrom::timestamptz is null or created_at >= :createdFrom)
                  and (:createdBefore::timestamptz is null or created_at < :createdBefore)
                """, query)
                .param("merchant", tenant.merchant())
                .param("live", tenant.live())
                .param(
                        "status",
                        filter.status() == null ? null : filter.status().wire())
                .param("event", filter.event() == null ? null : filter.event().wire())
                .param(
                        "endpoint",
                        filter.endpoint() == null ? null : filter.endpoint().value())
                .param("createdFrom", at(filter.createdFrom()))
                .param("createdBefore", at(filter.createdBefore()))
                .query(DeliveryRepository::view)
                .list();
    }

    /**
     * The same, among the next {@code most} rows in the direction of the query that have the filter's status.
     *
     * @see #lookedUpTo
     */
    List<DeliveryView> search(Tenant tenant, DeliveryFilter filter, PageQuery query, int most) {
        String order = query.backwards() ? "asc" : "desc";
        return searching("""
                select * from (
                    select * from webhooks.delivery where %s order by id %s limit :most
                ) looked_at
                where (:event::text is null or event = :event)
                  and (:endpoint::uuid is null or endpoint_id = :endpoint)
                  and (:createdFrom::timestamptz is null or created_at >= :createdFrom)
                  and (:createdBefore::timestamptz is null or created_at < :createdBefore)
                order by id %s limit :limit
                """.formatted(within(filter, query), order, order), tenant, query)
                .param("most", most)
                .param("limit", query.limit() + 1)
                .param("event", filter.event() == null ? null : filter.event().wire())
                .param(
                        "endpoint",
                        filter.endpoint() == null ? null : filter.endpoint().value())
                .param("createdFrom", at(filter.createdFrom()))
                .param("createdBefore", at(filter.createdBefore()))
                .query(DeliveryRepository::view)
                .list();
    }

    /** The last row that {@link #search} looked at, if it did not come to the end. */
    Optional<DeliveryId> lookedUpTo(Tenant tenant, DeliveryFilter filter, PageQuery query, int most) {
        return searching(
                        "select id from webhooks.delivery where %s order by id %s offset :most limit 1"
                                .formatted(within(filter, query), query.backwards() ? "asc" : "desc"),
                        tenant,
                        query)
                .param("most", most - 1)
                .query((row, _) -> new DeliveryId(row.getObject("id", UUID.class)))
                .optional();
    }

    private StatementSpec searching(String sql, Tenant tenant, PageQuery query) {
        return jdbc.sql(sql)
                .param("merchant", tenant.merchant())
                .param("live", tenant.live())
                .param("after", query.startingAfter())
                .param("before", query.endingBefore());
    }

    /** What an index is good for: each status that is rare has one. */
    private static String within(DeliveryFilter filter, PageQuery query) {
        return "merchant_id = :merchant and livemode = :live"
                + (query.startingAfter() == null ? "" : " and id < :after")
                + (query.endingBefore() == null ? "" : " and id > :before")
                + switch (filter.status()) {
                    case FAILED -> " and status = 'failed'";
                    case PENDING -> " and status = 'pending' and next_attempt_at is not null";
                    case DELIVERED -> " and status = 'delivered'";
                    case null -> "";
                };
    }

    /** Begins a delivery anew, whatever became of it. */
    Optional<DeliveryView> begin(Tenant tenant, DeliveryId id, Instant due) {
        return jdbc.sql("""
                update webhooks.delivery set status = 'pending', tries = 0, next_attempt_at = :due
                where merchant_id = :merchant and id = :id and livemode = :live
                returning *
                """)
                .param("due", due.atOffset(UTC))
                .param("merchant", tenant.merchant())
                .param("id", id.value())
                .param("live", tenant.live())
                .query(DeliveryRepository::view)
                .optional();
    }

    /** Begins all failed ones anew. */
    int replay(Tenant tenant, EndpointId endpoint, @Nullable Instant since, Instant now) {
        return jdbc.sql("""
                update webhooks.delivery set status = 'pending', tries = 0, next_attempt_at = :now
                where merchant_id = :merchant and endpoint_id = :endpoint and livemode = :live and status = 'failed'
                  and (:since::timestamptz is null or created_at >= :since)
                """)
                .param("now", now.atOffset(UTC))
                .param("since", at(since))
                .param("merchant", tenant.merchant())
                .param("endpoint", endpoint.value())
                .param("live", tenant.live())
                .update();
    }

    /** Sends nothing more to an endpoint, until somebody asks for it. */
    void giveUp(Tenant tenant, EndpointId endpoint) {
        jdbc.sql("""
                update webhooks.delivery
                set status = 'failed', next_attempt_at = null, last_error = 'the endpoint is disabled or deleted'
                where merchant_id = :merchant and endpoint_id = :endpoint and next_attempt_at is not null
                """)
                .param("merchant", tenant.merchant())
                .param("endpoint", endpoint.value())
                .update();
    }

    /** What is still to be sent of a tenant's. */
    Waiting waiting(Tenant tenant) {
        return jdbc.sql("""
                select count(*) as pending, min(created_at) as oldest from webhooks.delivery
                where merchant_id = :merchant and livemode = :live and next_attempt_at is not null
                """)
                .param("merchant", tenant.merchant())
                .param("live", tenant.live())
                .query(Waiting::of)
                .single();
    }

    static DeliveryView view(ResultSet row, int number) throws SQLException {
        return new DeliveryView(
                new DeliveryId(row.getObject("id", UUID.class)),
                new Tenant(row.getObject("merchant_id", UUID.class), row.getBoolean("livemode")),
                new EventId(row.getObject("event_id", UUID.class)),
                row.getString("event"),
                new EndpointId(row.getObject("endpoint_id", UUID.class)),
                DeliveryStatus.of(row.getString("status")),
                row.getInt("attempts"),
                EndpointRepository.instant(row, "next_attempt_at"),
                row.getObject("last_status", Integer.class),
                row.getString("last_error"),
                row.getObject("created_at", OffsetDateTime.class).toInstant());
    }

    private AttemptView attempt(ResultSet row, int number) throws SQLException {
        return new AttemptView(
                row.getObject("at", OffsetDateTime.class).toInstant(),
                Duration.ofMillis(row.getInt("took_ms")),
                row.getObject("status", Integer.class),
                row.getString("error"),
                json.readValue(row.getString("request_headers"), HEADERS),
                row.getString("answer_headers") == null
                        ? null
                        : json.readValue(row.getString("answer_headers"), HEADERS),
                row.getString("answer"));
    }
}
