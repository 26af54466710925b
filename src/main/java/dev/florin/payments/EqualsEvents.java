package dev.florin.payments;

import dev.florin.consistency.Check;
import dev.florin.consistency.Differences;
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
            columns(told, row.view(), subject, found);
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

    private static void columns(PaymentView told, PaymentView row, Subject subject, List<Discrepancy> found) {
        int before = found.size();
        var differences = new Differences(subject, found);
        differences.see("status", told.status().wire(), row.status().wire());
        differences.see("amount_captured", told.captured(), row.captured());
        differences.see("amount_capturing", told.capturing(), row.capturing());
        differences.see("amount_refunded", told.refunded(), row.refunded());
        differences.see("amount_refunding", told.refunding(), row.refunding());
        differences.see("amount_late", told.late(), row.late());
        differences.see("amount_disputed", told.disputed(), row.disputed());
        differences.see("amount_held", told.held(), row.held());
        differences.see("amount", told.terms().amount(), row.terms().amount());
        differences.see("order_id", told.terms().order(), row.terms().order());
        differences.see("gateway", told.terms().gateway(), row.terms().gateway());
        differences.see("capture", told.terms().capture(), row.terms().capture());
        differences.see("created_at", told.terms().at(), row.terms().at());
        differences.see("acquirer_reference", told.acquirerReference(), row.acquirerReference());
        differences.see("auth_code", told.authCode(), row.authCode());
        differences.see("error", told.error(), row.error());
        differences.see("capture_before", told.captureBefore(), row.captureBefore());
        differences.see("version", told.version(), row.version());
        if (found.size() == before) { // what may name people stays out of what is told
            differences.see("terms", "as they were when it was begun", "something else");
        }
    }
}
