package dev.florin.webhooks;

import static java.time.ZoneOffset.UTC;

import dev.florin.kernel.Tenant;
import dev.florin.webhooks.EndpointView.DisabledReason;
import java.time.Instant;
import java.util.Collection;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** How endpoints fare, in their rows. */
@Repository
class HealthRepository {

    private final JdbcClient jdbc;

    HealthRepository(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Forgets the failures of endpoints that have taken something. Rows are locked in one order, whoever writes. */
    void recover(Collection<EndpointId> endpoints, Collection<Tenant> tenants) {
        jdbc.sql("""
                update webhooks.endpoint e
                set failures = 0, failing_since = null, paused_until = null
                from (select e.merchant_id, e.id
                      from unnest(:merchants::uuid[], :ids::uuid[]) as well (merchant_id, id)
                      join webhooks.endpoint e on e.merchant_id = well.merchant_id and e.id = well.id
                      where e.failures > 0
                      order by e.id for update of e) failing
                where e.merchant_id = failing.merchant_id and e.id = failing.id
                """)
                .param("merchants", tenants.stream().map(Tenant::merchant).toArray(UUID[]::new))
                .param("ids", endpoints.stream().map(EndpointId::value).toArray(UUID[]::new))
                .update();
    }

    /**
     * Counts failures, from {@link Breaker#THRESHOLD} on those of trials alone.
     *
     * @return the endpoint as it is then, if it is still there
     */
    Optional<EndpointView> fail(Tenant tenant, EndpointId id, int failures, boolean trial, Instant at) {
        return jdbc.sql("""
                update webhooks.endpoint
                set failures = case when :trial then failures + 1
                        else greatest(failures, least(failures + :failures, :threshold)) end,
                    failing_since = coalesce(failing_since, :at)
                where merchant_id = :merchant and id = :id
                returning *
                """)
                .param("failures", failures)
                .param("trial", trial)
                .param("threshold", Breaker.THRESHOLD)
                .param("at", at.atOffset(UTC))
                .param("merchant", tenant.merchant())
                .param("id", id.value())
                .query(EndpointRepository::view)
                .optional();
    }

    void pause(Tenant tenant, EndpointId id, Instant until) {
        jdbc.sql("""
                update webhooks.endpoint set paused_until = :until
                where merchant_id = :merchant and id = :id and failures > 0
                """)
                .param("until", until.atOffset(UTC))
                .param("merchant", tenant.merchant())
                .param("id", id.value())
                .update();
    }

    /** @return false if it was disabled before, or is gone */
    boolean disable(Tenant tenant, EndpointId id, DisabledReason reason) {
        return jdbc.sql("""
                update webhooks.endpoint set enabled = false, disabled_reason = :reason
                where merchant_id = :merchant and id = :id and enabled
                """)
                        .param("reason", reason.name().toLowerCase(Locale.ROOT))
                        .param("merchant", tenant.merchant())
                        .param("id", id.value())
                        .update()
                == 1;
    }
}
