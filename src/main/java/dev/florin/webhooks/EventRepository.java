package dev.florin.webhooks;

import static java.time.ZoneOffset.UTC;
import static java.util.Map.entry;

import dev.florin.kernel.PageQuery;
import dev.florin.kernel.Tenant;
import dev.florin.platform.Paging;
import dev.florin.platform.Writes;
import dev.florin.webhooks.Webhooks.EventFilter;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Events, and with them the deliveries that tell of them. */
@Repository
class EventRepository {

    private static final String STORE = """
            with told as (
                insert into webhooks.event
                    (merchant_id, id, livemode, name, object_type, object_id, sequence, at, body, created_at,
                     traceparent)
                select :merchant, id, :live, name, object_type, object_id, sequence, at::timestamptz, body, :now,
                    nullif(:trace::text, '')
                from unnest(:ids::uuid[], :names::text[], :types::text[], :objects::uuid[], :sequences::int[],
                    :ats::text[], :bodies::text[])
                    as news (id, name, object_type, object_id, sequence, at, body)
                on conflict (merchant_id, object_id, sequence, name) do nothing
                returning id, name
            )
            insert into webhooks.delivery
                (merchant_id, id, livemode, event_id, event, endpoint_id, status, next_attempt_at, created_at)
            select :merchant, d.id, :live, told.id, told.name, d.endpoint, 'pending', d.due::timestamptz, :now
            from told
            join unnest(:deliveries::uuid[], :events::uuid[], :endpoints::uuid[], :dues::text[])
                as d (id, event, endpoint, due) on d.event = told.id
            returning id
            """;

    private final JdbcClient jdbc;
    private final Writes writes;

    EventRepository(JdbcClient jdbc, Writes writes) {
        this.jdbc = jdbc;
        this.writes = writes;
    }

    /** An event to be stored. */
    record News(EventId id, Happening happening, String body) {}

    /**
     * A delivery to be stored with its event.
     *
     * @param due when somebody is to send it, or to take it over from the one who does
     * @param atOnce whether this instance sends it, as soon as it is committed
     */
    record Outgoing(Parcel parcel, Instant due, boolean atOnce) {}

    /**
     * Stores events with their deliveries, in one statement; what is known already is left out, and so are its
     * deliveries.
     *
     * @return the deliveries that were stored
     */
    Set<DeliveryId> store(Tenant tenant, List<News> news, List<Outgoing> outgoing, Instant now) {
        return jdbc.sql(STORE)
                .params(values(tenant, news, outgoing, now))
                .query((row, _) -> new DeliveryId(row.getObject("id", UUID.class)))
                .set();
    }

    /** Stores events that nobody can know yet, with the commit of the caller's transaction. */
    void storeWithCommit(Tenant tenant, List<News> news, List<Outgoing> outgoing, Instant now) {
        writes.sql(STORE).params(values(tenant, news, outgoing, now)).queue();
    }

    private static Map<String, Object> values(Tenant tenant, List<News> news, List<Outgoing> outgoing, Instant now) {
        return Map.ofEntries(
                entry("merchant", tenant.merchant()),
                entry("live", tenant.live()),
                entry("now", now.atOffset(UTC)),
                entry(
                        "trace",
                        outgoing.stream()
                                .map(o -> Objects.requireNonNullElse(o.parcel().traceparent(), ""))
                                .findFirst()
                                .orElse("")),
                entry("ids", uuids(news, n -> n.id().value())),
                entry("names", texts(news, n -> n.happening().name().wire())),
                entry("types", texts(news, n -> n.happening().objectType())),
                entry("objects", uuids(news, n -> n.happening().objectId())),
                entry(
                        "sequences",
                        news.stream().map(n -> n.happening().sequence()).toArray(Integer[]::new)),
                entry("ats", texts(news, n -> n.happening().at().toString())),
                entry("bodies", texts(news, News::body)),
                entry("deliveries", uuids(outgoing, o -> o.parcel().delivery().value())),
                entry("events", uuids(outgoing, o -> o.parcel().event().value())),
                entry("endpoints", uuids(outgoing, o -> o.parcel().endpoint().value())),
                entry("dues", texts(outgoing, o -> o.due().toString())));
    }

    Optional<EventView> find(Tenant tenant, EventId id) {
        return jdbc.sql("select * from webhooks.event where merchant_id = :merchant and id = :id and livemode = :live")
                .param("merchant", tenant.merchant())
                .param("id", id.value())
                .param("live", tenant.live())
                .query(EventRepository::view)
                .optional();
    }

    /** One row more than asked for, where there are that many. */
    List<EventView> list(Tenant tenant, EventFilter filter, PageQuery query) {
        return Paging.sql(jdbc, """
                select * from webhooks.event
                where merchant_id = :merchant and livemode = :live
                  and (:name::text is null or name = :name)
                  and (:object::uuid is null or object_id = :object)
                  and (:createdFrom::timestamptz is null or created_at >= :createdFrom)
                  and (:createdBefore::timestamptz is null or created_at < :createdBefore)
                """, query)
                .param("merchant", tenant.merchant())
                .param("live", tenant.live())
                .param("name", filter.name() == null ? null : filter.name().wire())
                .param("object", filter.object())
                .param("createdFrom", at(filter.createdFrom()))
                .param("createdBefore", at(filter.createdBefore()))
                .query(EventRepository::view)
                .list();
    }

    /** Oldest first. */
    List<EventView> about(Tenant tenant, Collection<UUID> objects) {
        return jdbc.sql("""
                select * from webhooks.event
                where merchant_id = :merchant and livemode = :live and object_id = any(:objects)
                order by id
                """)
                .param("merchant", tenant.merchant())
                .param("live", tenant.live())
                .param("objects", objects.toArray(UUID[]::new))
                .query(EventRepository::view)
                .list();
    }

    private static EventView view(ResultSet row, int number) throws SQLException {
        return new EventView(
                new EventId(row.getObject("id", UUID.class)),
                new Tenant(row.getObject("merchant_id", UUID.class), row.getBoolean("livemode")),
                row.getString("name"),
                row.getObject("at", OffsetDateTime.class).toInstant(),
                row.getString("body"));
    }

    static @Nullable OffsetDateTime at(@Nullable Instant instant) {
        return instant == null ? null : instant.atOffset(UTC);
    }

    static <T> UUID[] uuids(List<T> rows, Function<T, UUID> column) {
        return rows.stream().map(column).toArray(UUID[]::new);
    }

    static <T> @Nullable String[] texts(List<T> rows, Function<T, @Nullable String> column) {
        return rows.stream().map(column).toArray(String[]::new);
    }
}
