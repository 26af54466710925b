package dev.florin.disputes;

import dev.florin.consistency.Check;
import dev.florin.consistency.Differences;
import dev.florin.consistency.Discrepancy;
import dev.florin.consistency.Phases;
import dev.florin.consistency.Subject;
import dev.florin.consistency.Tenants;
import dev.florin.disputes.DisputeEvent.EvidenceFile;
import dev.florin.disputes.DisputeEvent.Opened;
import dev.florin.disputes.DisputeEvent.SubmissionRequested;
import dev.florin.disputes.DisputeRows.Line;
import dev.florin.disputes.DisputeRows.Row;
import dev.florin.kernel.Tenant;
import dev.florin.ledger.Postings;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** A dispute's row is its events, folded; and what was submitted as evidence is kept. */
@Component("disputeEqualsEvents")
class EqualsEvents implements Check {

    private final DisputeRows disputes;
    private final Postings postings;

    EqualsEvents(DisputeRows disputes, Postings postings) {
        this.disputes = disputes;
        this.postings = postings;
    }

    @Override
    public String name() {
        return "dispute-equals-its-events";
    }

    @Override
    public String promise() {
        return "Each dispute is stored as its events tell it, its evidence is kept, and what is to be told is being told.";
    }

    /** When money moves; the steps between are looked at with everything. */
    @Override
    public List<Subject> changed(Span span) {
        return EqualsTransfers.posted(postings, span);
    }

    @Override
    public Portion all(@Nullable String after, int most) {
        return Phases.portion(after, most, disputes::all, disputes::streams);
    }

    @Override
    public List<Discrepancy> compare(List<Subject> subjects) {
        Map<UUID, Row> rows = disputes.rowsOf(subjects);
        Map<UUID, List<Line>> events = disputes.eventsOf(subjects);
        List<Discrepancy> found = new ArrayList<>();
        for (Subject subject : subjects) {
            UUID id = DisputeRows.id(subject);
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
        if (events.isEmpty()
                || !IntStream.range(0, events.size())
                        .allMatch(i -> events.get(i).seq() == i + 1)) {
            found.add(Discrepancy.of(
                    subject,
                    "events",
                    "1 to %d, without a gap".formatted(row.view().version()),
                    events.stream().map(Line::seq).toList()));
            return;
        }
        try {
            Dispute folded = fold(Tenants.of(subject), row.view().id(), events);
            compare(folded, row, new Differences(subject, found));
            files(subject, folded, found);
        } catch (RuntimeException e) {
            found.add(Discrepancy.of(subject, "events", "a lawful history", e.getMessage()));
        }
    }

    private static Dispute fold(Tenant tenant, DisputeId id, List<Line> events) {
        return Dispute.replay(
                id,
                tenant,
                events.stream()
                        .map(line -> DisputeEventJson.read(line.type(), line.data()))
                        .toList());
    }

    private static void compare(Dispute told, Row row, Differences differences) {
        DisputeView view = row.view();
        differences.see("status", told.status().wire(), view.status().wire());
        differences.see("version", told.version(), view.version());
        differences.see("due_by", told.dueBy(), view.dueBy());
        differences.see("asking", told.asking(), view.asking());
        differences.see("asking_reference", told.reference(), row.reference());
        differences.see("error", told.problem(), view.problem());
        differences.see("submitted_at", told.submittedAt(), view.submittedAt());
        differences.see("closed_at", told.closedAt(), view.closedAt());
        differences.see("resolve_after", told.asking() != null, row.awaitsResolving());
        Opened terms = told.terms();
        differences.see("amount", terms.amount(), view.terms().amount());
        differences.see("payment_id", terms.payment(), view.terms().payment());
        differences.see("order_id", terms.order(), view.terms().order());
        differences.see("gateway", terms.gateway(), view.terms().gateway());
        differences.see(
                "acquirer_reference", terms.acquirerReference(), view.terms().acquirerReference());
        differences.see("late", terms.late(), view.terms().late());
        differences.see("reason", terms.reason(), view.terms().reason());
        differences.see("opened_at", terms.openedAt(), view.terms().openedAt());
        differences.see("created_at", terms.at(), view.terms().at());
    }

    private void files(Subject subject, Dispute dispute, List<Discrepancy> found) {
        SubmissionRequested submission = dispute.submission();
        if (submission == null || submission.files().isEmpty()) {
            return;
        }
        Set<UUID> whole = disputes.whole(DisputeView.of(dispute, Map.of(), List.of()), submission.files());
        for (EvidenceFile file : submission.files()) {
            if (!whole.contains(file.id().value())) {
                found.add(Discrepancy.of(
                        subject, file.id().toString(), "%d bytes as submitted".formatted(file.size()), null));
            }
        }
    }
}
