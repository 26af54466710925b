package dev.florin.settlements;

import dev.florin.consistency.Check.Portion;
import dev.florin.consistency.Known;
import dev.florin.consistency.Place;
import dev.florin.consistency.Subject;
import dev.florin.consistency.Tenants;
import dev.florin.kernel.Tenant;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Settlements as they are stored, some at a time, for checks that compare them. */
@Repository
class SettlementRows implements Known {

    private final JdbcClient jdbc;

    SettlementRows(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** All, by merchant and id. */
    Portion all(@Nullable String after, int most) {
        Place place = Place.of(after);
        List<SettlementView> read = jdbc.sql("""
                select * from settlements.settlement where (merchant_id, id) > (?, ?)
                order by merchant_id, id limit ?
                """)
                .params(place.merchant(), place.id(), most)
                .query(SettlementRepository::view)
                .list();
        SettlementView last = read.isEmpty() ? null : read.getLast();
        return new Portion(
                read.stream().map(SettlementRows::subject).toList(),
                last == null || read.size() < most
                        ? null
                        : new Place(last.tenant().merchant(), last.id().value()).toString());
    }

    List<SettlementView> of(List<Subject> subjects) {
        return jdbc.sql("""
                select t.* from unnest(?::uuid[], ?::uuid[]) as s (merchant_id, id)
                join settlements.settlement t on t.merchant_id = s.merchant_id and t.id = s.id
                """)
                .params(Tenants.merchants(subjects), ids(subjects))
                .query(SettlementRepository::view)
                .list();
    }

    /** All of a tenant, by currency, oldest first. */
    List<SettlementView> of(Tenant tenant) {
        return jdbc.sql("""
                select * from settlements.settlement where merchant_id = ? and livemode = ?
                order by currency, cut_off
                """)
                .params(tenant.merchant(), tenant.live())
                .query(SettlementRepository::view)
                .list();
    }

    /** Up to where the tenant is settled; empty if it never was. */
    Optional<Instant> settledTo(Tenant tenant) {
        return jdbc.sql("select settled_to from settlements.calendar where merchant_id = ? and livemode = ?")
                .params(tenant.merchant(), tenant.live())
                .query(OffsetDateTime.class)
                .optional()
                .map(OffsetDateTime::toInstant);
    }

    /** All who were settled, or have a settlement. */
    List<Subject> tenants() {
        return Tenants.subjects(jdbc.sql("""
                select merchant_id, livemode from settlements.calendar
                union select merchant_id, livemode from settlements.settlement
                """)
                .query((row, _) -> new Tenant(row.getObject("merchant_id", UUID.class), row.getBoolean("livemode")))
                .list());
    }

    @Override
    public String prefix() {
        return SettlementId.PREFIX;
    }

    @Override
    public Set<UUID> among(Collection<UUID> merchants, Collection<UUID> ids) {
        return new HashSet<>(jdbc.sql("""
                select t.id from unnest(?::uuid[], ?::uuid[]) as s (merchant_id, id)
                join settlements.settlement t on t.merchant_id = s.merchant_id and t.id = s.id
                """)
                .params(merchants.toArray(UUID[]::new), ids.toArray(UUID[]::new))
                .query((row, _) -> row.getObject("id", UUID.class))
                .list());
    }

    static Subject subject(SettlementView settlement) {
        return subject(settlement.tenant(), settlement.id());
    }

    static Subject subject(Tenant tenant, SettlementId id) {
        return new Subject(tenant, id.toString());
    }

    static UUID[] ids(List<Subject> settlements) {
        return settlements.stream().map(s -> SettlementId.of(s.id()).value()).toArray(UUID[]::new);
    }
}
