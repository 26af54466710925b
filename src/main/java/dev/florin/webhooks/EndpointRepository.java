package dev.florin.webhooks;

import static java.time.ZoneOffset.UTC;

import dev.florin.kernel.PageQuery;
import dev.florin.kernel.Tenant;
import dev.florin.platform.Paging;
import dev.florin.webhooks.EndpointView.DisabledReason;
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

/** Endpoints as merchants have set them up. */
@Repository
class EndpointRepository {

    private final JdbcClient jdbc;

    EndpointRepository(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** An endpoint with its sealed secrets; {@code previous} is null once its time is over. */
    record Sealed(EndpointView endpoint, byte[] secret, byte @Nullable [] previous) {}

    /** Nothing if there is an endpoint with this id. */
    void insert(EndpointView endpoint, byte[] secret) {
        jdbc.sql("""
                insert into webhooks.endpoint
                    (merchant_id, id, livemode, url, description, events, enabled, secret, created_at)
                values (:merchant, :id, :live, :url, :description, :events, :enabled, :secret, :createdAt)
                on conflict do nothing
                """)
                .param("merchant", endpoint.tenant().merchant())
                .param("id", endpoint.id().value())
                .param("live", endpoint.tenant().live())
                .param("url", endpoint.url())
                .param("description", endpoint.description())
                .param("events", endpoint.events().toArray(String[]::new))
                .param("enabled", endpoint.enabled())
                .param("secret", secret)
                .param("createdAt", endpoint.createdAt().atOffset(UTC))
                .update();
    }

    int count(Tenant tenant) {
        return jdbc.sql("select count(*) from webhooks.endpoint where merchant_id = :merchant and livemode = :live")
                .param("merchant", tenant.merchant())
                .param("live", tenant.live())
                .query(Integer.class)
                .single();
    }

    /** What is enabled or disabled anew begins with a clean slate. */
    Optional<EndpointView> change(Tenant tenant, EndpointId id, ChangeEndpoint change) {
        return jdbc.sql("""
                update webhooks.endpoint
                set url = coalesce(:url, url), description = coalesce(:description, description),
                    events = coalesce(:events::text[], events), enabled = coalesce(:enabled, enabled),
                    wished_at = case when :events::text[] is null and :enabled::boolean is null then wished_at else now() end,
                    disabled_reason = case when :enabled::boolean is null then disabled_reason end,
                    failures = case when :enabled or :url is not null then 0 else failures end,
                    failing_since = case when :enabled or :url is not null then null else failing_since end,
                    paused_until = case when :enabled or :url is not null then null else paused_until end
                where merchant_id = :merchant and id = :id and livemode = :live
                returning *
                """)
                .param("url", change.url(), java.sql.Types.VARCHAR)
                .param("description", change.description(), java.sql.Types.VARCHAR)
                .param(
                        "events",
                        change.events() == null ? null : change.events().toArray(String[]::new))
                .param("enabled", change.enabled(), java.sql.Types.BOOLEAN)
                .param("merchant", tenant.merchant())
                .param("id", id.value())
                .param("live", tenant.live())
                .query(EndpointRepository::view)
                .optional();
    }

    Optional<EndpointView> rotate(Tenant tenant, EndpointId id, byte[] secret, Instant until) {
        return jdbc.sql("""
                update webhooks.endpoint
                set previous_secret = secret, previous_secret_until = :until, secret = :secret
                where merchant_id = :merchant and id = :id and livemode = :live
                returning *
                """)
                .param("secret", secret)
                .param("until", until.atOffset(UTC))
                .param("merchant", tenant.merchant())
                .param("id", id.value())
                .param("live", tenant.live())
                .query(EndpointRepository::view)
                .optional();
    }

    boolean delete(Tenant tenant, EndpointId id) {
        return jdbc.sql("delete from webhooks.endpoint where merchant_id = :merchant and id = :id and livemode = :live")
                        .param("merchant", tenant.merchant())
                        .param("id", id.value())
                        .param("live", tenant.live())
                        .update()
                == 1;
    }

    Optional<EndpointView> find(Tenant tenant, EndpointId id) {
        return jdbc.sql("""
                select * from webhooks.endpoint where merchant_id = :merchant and id = :id and livemode = :live
                """)
                .param("merchant", tenant.merchant())
                .param("id", id.value())
                .param("live", tenant.live())
                .query(EndpointRepository::view)
                .optional();
    }

    /** One row more than asked for, where there are that many. */
    List<EndpointView> list(Tenant tenant, PageQuery query) {
        return Paging.sql(jdbc, """
                select * from webhooks.endpoint
                where merchant_id = :merchant and livemode = :live
                """, query)
                .param("merchant", tenant.merchant())
                .param("live", tenant.live())
                .query(EndpointRepository::view)
                .list();
    }

    /** Of what all endpoints want to hear. */
    long revision() {
        return jdbc.sql("select revision from webhooks.revision")
                .query(Long.class)
                .single();
    }

    /** Has all instances ask again who wants to hear anything. */
    void revise() {
        jdbc.sql("update webhooks.revision set revision = revision + 1").update();
    }

    List<Sealed> enabled(Tenant tenant, Instant now) {
        return jdbc.sql("""
                select *, case when previous_secret_until > :now then previous_secret end as previous
                from webhooks.endpoint
                where merchant_id = :merchant and livemode = :live and enabled
                order by id
                """)
                .param("now", now.atOffset(UTC))
                .param("merchant", tenant.merchant())
                .param("live", tenant.live())
                .query((row, number) -> new Sealed(view(row, number), row.getBytes("secret"), row.getBytes("previous")))
                .list();
    }

    static EndpointView view(ResultSet row, int number) throws SQLException {
        String reason = row.getString("disabled_reason");
        return new EndpointView(
                new EndpointId(row.getObject("id", UUID.class)),
                new Tenant(row.getObject("merchant_id", UUID.class), row.getBoolean("livemode")),
                row.getString("url"),
                row.getString("description"),
                List.of((String[]) row.getArray("events").getArray()),
                row.getBoolean("enabled"),
                reason == null ? null : DisabledReason.valueOf(reason.toUpperCase(Locale.ROOT)),
                row.getInt("failures"),
                instant(row, "failing_since"),
                instant(row, "paused_until"),
                row.getObject("created_at", OffsetDateTime.class).toInstant());
    }

    static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        var time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }
}
