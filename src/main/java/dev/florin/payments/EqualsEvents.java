package dev.florin.payments;

import dev.florin.consistency.Check;
import dev.florin.consistency.Discrepancy;
import dev.florin.consistency.Phases;
import dev.florin.consistency.Subject;
import dev.florin.kernel.Tenant;
import dev.florin.payments.Stored.Changed;
import dev.florin.payments.Stored.Line;
import dev.florin.payments.Stored.Row;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** A payment's row is its events, folded. */
@Component
class EqualsEvents implements Check {

    private final Stored stored;

    EqualsEvents(Stored stored) {
        this.stored = stored;
    }

    @Override
    public String name() {
        return "payment-equals-its-events";
    }

    @Override
    public String promise() {
        return "Each payment is stored as its events, folded, tell it; and somebody asks about it while it is open.";
    }

    @Override
    public List<Subject> changed(Span span) {
        return stored.changed(span).stream().map(Changed::payment).toList();
    }

    @Override
    public Portion all(@Nullable String after, int most) {
        return Phases.portion(after, most, stored::rows, stored::streams);
    }

    @Override
    public List<Discrepancy> compare(List<Subject> subjects) {
        Map<UUID, Row> rows = stored.rowsOf(subjects);
        Map<UUID, List<Line>> events = stored.eventsOf(subjects);
        List<Discrepancy> found = new ArrayList<>();
        for (Subject subject : subjects) {
            UUID id = PaymentBook.id(subject);
            compare(subject, rows.get(id), events.getOrDefault(id, List.of()), found);
        }
        return found;
    }

    private void compare(Subject subject, @Nullable Row row, List<Line> events, List<Discrepancy> found) {
        if (row == null) {
            if (!events.isEmpty()) {
                found.add(Discrepancy.of(subject, "row", "the fold of %d events".formatted(events.size()), null));
            }
            return;
        }
        if (!IntStream.range(0, events.size()).allMatch(i -> events.get(i).seq() == i + 1) || events.isEmpty()) {
            found.add(Discrepancy.of(
                    subject,
                    "events",
                    "1 to %d, without a gap".formatted(row.view().version()),
                    events.stream().map(Line::seq).toList()));
            return;
        }
        try {
            Tenant tenant = Objects.requireNonNull(subject.tenant());
            compare(subject, stored.fold(tenant, row.view().id(), events), row, found);
        } catch (RuntimeException e) {
            found.add(Discrepancy.of(subject, "events", "a lawful history", e.getMessage()));
        }
    }

    private static void compare(Subject subject, Payment folded, Row row, List<Discrepancy> found) {
        PaymentView told = folded.view().withEvents(List.of());
        if (!told.equals(row.view())) {
            var differing = new Differing(subject, found);
            columns(told, row.view(), differing);
        }
        if (folded.isUnresolved() != row.awaitsResolving()) {
            found.add(Discrepancy.of(
                    subject,
                    "resolve_after",
                    folded.isUnresolved() ? "a time, as it is open" : null,
                    row.awaitsResolving() ? "a time" : null));
        }
        if (row.hasCvc() && !folded.status().isOpen()) {
            found.add(Discrepancy.of(subject, "cvc", null, "one is kept, although it was authorised"));
        }
    }

    private static void columns(PaymentView told, PaymentView row, Differing differing) {
        differing.see("status", told.status().wire(), row.status().wire());
        differing.see("amount_captured", told.captured(), row.captured());
        differing.see("amount_capturing", told.capturing(), row.capturing());
        differing.see("amount_refunded", told.refunded(), row.refunded());
        differing.see("amount_refunding", told.refunding(), row.refunding());
        differing.see("amount_late", told.late(), row.late());
        differing.see("amount", told.terms().amount(), row.terms().amount());
        differing.see("order_id", told.terms().order(), row.terms().order());
        differing.see("gateway", told.terms().gateway(), row.terms().gateway());
        differing.see("capture", told.terms().capture(), row.terms().capture());
        differing.see("created_at", told.terms().at(), row.terms().at());
        differing.see("acquirer_reference", told.acquirerReference(), row.acquirerReference());
        differing.see("auth_code", told.authCode(), row.authCode());
        differing.see("error", told.error(), row.error());
        differing.see("capture_before", told.captureBefore(), row.captureBefore());
        differing.see("version", told.version(), row.version());
        if (differing.none()) { // what may name people stays out of what is told
            differing.add("terms", "as they were when it was begun", "something else");
        }
    }

    /** Of one payment. */
    private static final class Differing {

        private final Subject subject;
        private final List<Discrepancy> found;
        private final int before;

        Differing(Subject subject, List<Discrepancy> found) {
            this.subject = subject;
            this.found = found;
            this.before = found.size();
        }

        void see(String aspect, @Nullable Object expected, @Nullable Object actual) {
            if (!Objects.equals(expected, actual)) {
                add(aspect, expected, actual);
            }
        }

        void add(String aspect, @Nullable Object expected, @Nullable Object actual) {
            found.add(Discrepancy.of(subject, aspect, expected, actual));
        }

        boolean none() {
            return found.size() == before;
        }
    }
}
