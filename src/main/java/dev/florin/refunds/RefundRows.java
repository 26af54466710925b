package dev.florin.refunds;

import dev.florin.consistency.Check.Portion;
import dev.florin.consistency.Known;
import dev.florin.consistency.Place;
import dev.florin.consistency.Subject;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Refunds as they are stored, some at a time, for checks that compare them. */
@Repository
class RefundRows implements Known {

    private final JdbcClient jdbc;
    private final RefundRepository refunds;

    RefundRows(JdbcClient jdbc, RefundRepository refunds) {
        this.jdbc = jdbc;
        this.refunds = refunds;
    }

    /** The following ones, by merchant and id. */
    List<RefundView> walk(@Nullable String after, int most) {
        Place place = Place.of(after);
        return jdbc.sql("""
                select * from refunds.refund where (merchant_id, id) > (?, ?) order by merchant_id, id limit ?
                """)
                .params(place.merchant(), place.id(), most)
                .query(refunds::view)
                .list();
    }

    Portion all(@Nullable String after, int most) {
        List<RefundView> read = walk(after, most);
        return new Portion(read.stream().map(RefundRows::subject).toList(), next(read, most));
    }

    static @Nullable String next(List<RefundView> read, int most) {
        return read.size() < most
                ? null
                : new Place(
                                read.getLast().tenant().merchant(),
                                read.getLast().id().value())
                        .toString();
    }

    List<RefundView> of(UUID[] merchants, UUID[] ids) {
        return jdbc.sql("""
                select r.* from unnest(?::uuid[], ?::uuid[]) as s (merchant_id, id)
                join refunds.refund r on r.merchant_id = s.merchant_id and r.id = s.id
                """).params(merchants, ids).query(refunds::view).list();
    }

    List<RefundView> ofPayments(UUID[] merchants, UUID[] payments) {
        return jdbc.sql("""
                select r.* from unnest(?::uuid[], ?::uuid[]) as s (merchant_id, payment_id)
                join refunds.refund r on r.merchant_id = s.merchant_id and r.payment_id = s.payment_id
                """).params(merchants, payments).query(refunds::view).list();
    }

    @Override
    public String prefix() {
        return "rfnd";
    }

    @Override
    public Set<UUID> among(Collection<UUID> merchants, Collection<UUID> ids) {
        return jdbc.sql("""
                select r.id from unnest(?::uuid[], ?::uuid[]) as s (merchant_id, id)
                join refunds.refund r on r.merchant_id = s.merchant_id and r.id = s.id
                """)
                .params(merchants.toArray(UUID[]::new), ids.toArray(UUID[]::new))
                .query((row, _) -> row.getObject("id", UUID.class))
                .set();
    }

    static Subject subject(RefundView refund) {
        return new Subject(refund.tenant(), refund.id().toString());
    }

    static UUID[] ids(List<Subject> refunds) {
        return refunds.stream().map(refund -> RefundId.of(refund.id()).value()).toArray(UUID[]::new);
    }
}
