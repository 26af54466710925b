package dev.florin.payments;

import dev.florin.consistency.Check.Portion;
import dev.florin.consistency.Check.Span;
import dev.florin.consistency.Known;
import dev.florin.consistency.Place;
import dev.florin.consistency.Subject;
import dev.florin.consistency.Tenants;
import dev.florin.kernel.Tenant;
import dev.florin.payments.Stored.Changed;
import dev.florin.payments.Stored.Line;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Payments of all merchants as they are stored, for modules that check their own data against them. */
@Component
public class PaymentBook implements Known {

    private final JdbcClient jdbc;
    private final PaymentRepository payments;
    private final Stored stored;

    PaymentBook(JdbcClient jdbc, PaymentRepository payments, Stored stored) {
        this.jdbc = jdbc;
        this.payments = payments;
        this.stored = stored;
    }

    /** Those that exist of these, by their rows and without their events. */
    public List<PaymentView> of(List<Subject> subjects) {
        return jdbc.sql("""
                select p.* from unnest(?::uuid[], ?::uuid[]) as s (merchant_id, id)
                join payments.payment p on p.merchant_id = s.merchant_id and p.id = s.id
                """)
                .params(Tenants.merchants(subjects), ids(subjects))
                .query(payments::view)
                .list();
    }

    /** Payments of which a refund was begun or ended in a span. */
    public List<Subject> refundsMoved(Span span) {
        return moved(span, Changed::refunds);
    }

    /** Payments of which a dispute was opened or ended in a span. */
    public List<Subject> disputesMoved(Span span) {
        return moved(span, Changed::disputes);
    }

    private List<Subject> moved(Span span, Predicate<Changed> what) {
        return stored.changed(span).stream()
                .filter(changed -> changed.order() != null)
                .filter(what)
                .map(Changed::payment)
                .toList();
    }

    /** All payments of which something goes or went back. */
    public Portion withRefunds(@Nullable String after, int most) {
        return walk("amount_refunded + amount_refunding > 0", after, most);
    }

    /** All payments of which something is or was disputed. */
    public Portion withDisputes(@Nullable String after, int most) {
        return walk("amount_disputed + amount_held > 0", after, most);
    }

    private Portion walk(String which, @Nullable String after, int most) {
        Place place = Place.of(after);
        List<Subject> read = jdbc.sql("""
                select merchant_id, livemode, id from payments.payment
                where (merchant_id, id) > (?, ?) and %s
                order by merchant_id, id limit ?
                """.formatted(which))
                .params(place.merchant(), place.id(), most)
                .query((row, _) -> subject(row))
                .list();
        return portion(read, most);
    }

    /** Payments to which something happened in a span. */
    public List<Subject> changed(Span span) {
        return stored.changed(span).stream().map(Changed::payment).toList();
    }

    /** All payments. */
    public Portion all(@Nullable String after, int most) {
        return stored.rows(after, most);
    }

    /** All that happened to a payment, oldest first. */
    public record Stream(Tenant tenant, PaymentId payment, List<PaymentEvent> events) {}

    /** Those that can be read of these. */
    public List<Stream> streams(List<Subject> subjects) {
        Map<UUID, List<Line>> lines = stored.eventsOf(subjects);
        return subjects.stream()
                .filter(subject -> lines.containsKey(id(subject)))
                .map(subject -> new Stream(
                        Objects.requireNonNull(subject.tenant()),
                        PaymentId.of(subject.id()),
                        stored.read(id(subject), lines.getOrDefault(id(subject), List.of()))))
                .filter(stream -> !stream.events().isEmpty())
                .toList();
    }

    /** The merchant of each, by its id inside. */
    public Map<UUID, UUID> merchantsById(List<Subject> subjects) {
        return subjects.stream().collect(Collectors.toMap(PaymentBook::id, PaymentBook::merchant, (a, _) -> a));
    }

    static Portion portion(List<Subject> read, int most) {
        return new Portion(
                read, read.size() < most ? null : new Place(merchant(read.getLast()), id(read.getLast())).toString());
    }

    @Override
    public String prefix() {
        return "pay";
    }

    @Override
    public Set<UUID> among(Collection<UUID> merchants, Collection<UUID> ids) {
        return jdbc.sql("""
                select p.id from unnest(?::uuid[], ?::uuid[]) as s (merchant_id, id)
                join payments.payment p on p.merchant_id = s.merchant_id and p.id = s.id
                """)
                .params(merchants.toArray(UUID[]::new), ids.toArray(UUID[]::new))
                .query((row, _) -> row.getObject("id", UUID.class))
                .set();
    }

    /** The payment as checks of any module name it. */
    public static Subject subject(Tenant tenant, PaymentId id) {
        return new Subject(tenant, id.toString());
    }

    static Subject subject(ResultSet row) throws SQLException {
        return subject(
                new Tenant(row.getObject("merchant_id", UUID.class), row.getBoolean("livemode")),
                new PaymentId(row.getObject("id", UUID.class)));
    }

    static UUID merchant(Subject payment) {
        return Objects.requireNonNull(payment.tenant()).merchant();
    }

    static UUID id(Subject payment) {
        return PaymentId.of(payment.id()).value();
    }

    static UUID[] ids(List<Subject> payments) {
        return payments.stream().map(PaymentBook::id).toArray(UUID[]::new);
    }
}
