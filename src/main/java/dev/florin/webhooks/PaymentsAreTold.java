package dev.florin.webhooks;

import dev.florin.consistency.Check;
import dev.florin.consistency.Discrepancy;
import dev.florin.consistency.Subject;
import dev.florin.kernel.Tenant;
import dev.florin.payments.PaymentBook;
import dev.florin.payments.PaymentBook.Stream;
import dev.florin.payments.PaymentChanged;
import dev.florin.payments.PaymentStep;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Of every step of a payment that an endpoint has wanted for a while there is an event to be told. What became of its
 * deliveries, the log tells.
 */
@Component
class PaymentsAreTold implements Check {

    /** After a change of its wishes, an instance may go by the old ones for a moment. */
    private static final Duration SETTLED = Duration.ofMinutes(1);

    /** Before events are forgotten. */
    private static final Duration MARGIN = Duration.ofDays(1);

    private final JdbcClient jdbc;
    private final PaymentBook payments;
    private final InstantSource clock;
    private final Duration kept;

    PaymentsAreTold(JdbcClient jdbc, PaymentBook payments, InstantSource clock, WebhooksProperties properties) {
        this.jdbc = jdbc;
        this.payments = payments;
        this.clock = clock;
        this.kept = properties.kept();
    }

    @Override
    public String name() {
        return "payments-are-told";
    }

    @Override
    public String promise() {
        return "Of each step of a payment that an endpoint wants to hear of there is an event.";
    }

    @Override
    public List<Subject> changed(Span span) {
        return wanted(payments.changed(span));
    }

    @Override
    public Portion all(@Nullable String after, int most) {
        Portion portion = payments.all(after, most);
        return new Portion(wanted(portion.subjects()), portion.next());
    }

    /** Those of merchants who have an endpoint. */
    private List<Subject> wanted(List<Subject> subjects) {
        Set<Tenant> having = wishes(subjects).stream().map(Wish::tenant).collect(Collectors.toSet());
        return subjects.stream()
                .filter(subject -> having.contains(tenant(subject)))
                .toList();
    }

    /** What an enabled endpoint wants, and since when. */
    private record Wish(Tenant tenant, List<String> events, Instant since) {

        boolean covers(Tenant whose, EventName name, Instant at) {
            return tenant.equals(whose) && at.isAfter(since.plus(SETTLED)) && Filter.matches(events, name);
        }
    }

    private List<Wish> wishes(List<Subject> subjects) {
        UUID[] merchants = subjects.stream()
                .map(subject -> tenant(subject).merchant())
                .distinct()
                .toArray(UUID[]::new);
        return jdbc.sql("""
                select merchant_id, livemode, events, wished_at from webhooks.endpoint
                where merchant_id = any(?) and enabled
                """)
                .param(merchants)
                .query((row, _) -> new Wish(
                        new Tenant(row.getObject("merchant_id", UUID.class), row.getBoolean("livemode")),
                        Arrays.asList((String[]) row.getArray("events").getArray()),
                        row.getObject("wished_at", OffsetDateTime.class).toInstant()))
                .list();
    }

    /** An event of a payment, as far as it is one of its own. */
    private record Told(UUID payment, int sequence, String name) {}

    @Override
    public List<Discrepancy> compare(List<Subject> subjects) {
        List<Wish> wishes = wishes(subjects);
        if (wishes.isEmpty()) {
            return List.of();
        }
        Set<Told> told = told(subjects);
        Instant since = clock.instant().minus(kept).plus(MARGIN);
        List<Discrepancy> found = new ArrayList<>();
        for (Stream stream : payments.streams(subjects)) {
            compare(stream, wishes, told, since, found);
        }
        return found;
    }

    private static void compare(
            Stream stream, List<Wish> wishes, Set<Told> told, Instant since, List<Discrepancy> found) {
        Tenant tenant = stream.tenant();
        for (PaymentStep step : steps(stream)) {
            EventName name = Reporter.name(step);
            Instant at = step.event().at();
            int sequence = step.after().version();
            if (name != null
                    && at.isAfter(since)
                    && wishes.stream().anyMatch(wish -> wish.covers(tenant, name, at))
                    && !told.contains(new Told(stream.payment().value(), sequence, name.wire()))) {
                found.add(Discrepancy.of(
                        PaymentBook.subject(tenant, stream.payment()), name.wire() + " " + sequence, "an event", null));
            }
        }
    }

    /** None of a stream that is not lawful: another check tells of that. */
    private static List<PaymentStep> steps(Stream stream) {
        try {
            return new PaymentChanged(stream.tenant(), stream.payment(), stream.events(), 0).steps();
        } catch (RuntimeException e) {
            return List.of();
        }
    }

    private Set<Told> told(List<Subject> subjects) {
        Map<UUID, UUID> merchants = payments.merchantsById(subjects);
        return new HashSet<>(jdbc.sql("""
                select e.object_id, e.sequence, e.name
                from unnest(?::uuid[], ?::uuid[]) as s (merchant_id, id)
                join webhooks.event e on e.merchant_id = s.merchant_id and e.object_id = s.id
                """)
                .params(
                        merchants.values().toArray(UUID[]::new),
                        merchants.keySet().toArray(UUID[]::new))
                .query((row, _) ->
                        new Told(row.getObject("object_id", UUID.class), row.getInt("sequence"), row.getString("name")))
                .list());
    }

    private static Tenant tenant(Subject subject) {
        return Objects.requireNonNull(subject.tenant());
    }
}
