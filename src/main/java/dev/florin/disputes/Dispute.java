package dev.florin.disputes;

import dev.florin.disputes.DisputeEvent.AcceptanceRequested;
import dev.florin.disputes.DisputeEvent.Accepted;
import dev.florin.disputes.DisputeEvent.DeadlineMoved;
import dev.florin.disputes.DisputeEvent.EvidenceFile;
import dev.florin.disputes.DisputeEvent.Lost;
import dev.florin.disputes.DisputeEvent.Opened;
import dev.florin.disputes.DisputeEvent.Refused;
import dev.florin.disputes.DisputeEvent.SubmissionRequested;
import dev.florin.disputes.DisputeEvent.Submitted;
import dev.florin.disputes.DisputeEvent.Won;
import dev.florin.disputes.DisputeView.Asking;
import dev.florin.disputes.DisputeView.Problem;
import dev.florin.kernel.Rejection;
import dev.florin.kernel.Tenant;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One dispute. Its verbs decide and raise events; {@link #apply} alone changes state, so replaying the events gives the
 * same dispute. What the acquirer says is always accepted as true: verbs refuse callers, never facts.
 */
final class Dispute {

    private final DisputeId id;
    private final Tenant tenant;
    private final Opened terms;
    private final List<DisputeEvent> events = new ArrayList<>();
    private int stored;
    private DisputeStatus status = DisputeStatus.NEEDS_RESPONSE;
    private DisputeStatus storedStatus = DisputeStatus.NEEDS_RESPONSE;
    private Instant dueBy;
    private @Nullable Asking asking;
    private @Nullable UUID reference;
    private @Nullable SubmissionRequested submission;
    private @Nullable Problem problem;
    private @Nullable Instant submittedAt;
    private @Nullable Instant closedAt;

    private Dispute(DisputeId id, Tenant tenant, Opened terms) {
        this.id = id;
        this.tenant = tenant;
        this.terms = terms;
        this.dueBy = terms.dueBy();
        this.events.add(terms);
    }

    static Dispute open(DisputeId id, Tenant tenant, Opened terms) {
        return new Dispute(id, tenant, terms);
    }

    /** @param events the whole stream, oldest first */
    static Dispute replay(DisputeId id, Tenant tenant, List<DisputeEvent> events) {
        var dispute = new Dispute(id, tenant, (Opened) events.getFirst());
        events.stream().skip(1).forEach(dispute::raise);
        dispute.markStored();
        return dispute;
    }

    /**
     * Asks for evidence to be submitted. There is one chance.
     *
     * @param asked the reference under which the acquirer will be told
     * @throws Rejection if it is too late, was done, or there is nothing to submit
     */
    void requestSubmission(UUID asked, Map<EvidenceField, String> texts, List<EvidenceFile> files, Instant now) {
        requireDraftable(now);
        if (texts.isEmpty() && files.isEmpty()) {
            throw new EvidenceEmpty();
        }
        raise(new SubmissionRequested(asked, texts, files, now));
    }

    /**
     * Asks for the customer to have the money.
     *
     * @throws Rejection if it is decided, or contested
     */
    void requestAcceptance(UUID asked, Instant now) {
        requireResponse();
        raise(new AcceptanceRequested(asked, now));
    }

    /** @throws Rejection unless evidence may still be gathered */
    void requireDraftable(Instant now) {
        requireResponse();
        if (!now.isBefore(dueBy)) {
            throw new DeadlinePassed(id, dueBy);
        }
    }

    private void requireResponse() {
        if (status != DisputeStatus.NEEDS_RESPONSE) {
            throw new NotOpen(id, status);
        }
        if (asking != null) {
            throw new AnswerInProgress(id, asking);
        }
    }

    /** Takes note of how the acquirer says that it stands; it may say so late, twice, and after later things. */
    void note(DisputeStatus told, Instant due, Instant now) {
        if (status == DisputeStatus.NEEDS_RESPONSE && !due.equals(dueBy)) {
            raise(new DeadlineMoved(due, now));
        }
        if (!status.isOpen()) {
            return;
        }
        switch (told) {
            case NEEDS_RESPONSE -> {}
            case UNDER_REVIEW -> {
                if (status == DisputeStatus.NEEDS_RESPONSE) {
                    raise(new Submitted(asking == Asking.EVIDENCE ? reference : null, now));
                }
            }
            case WON -> raise(new Won(now));
            case LOST -> raise(new Lost(now));
            case ACCEPTED -> raise(new Accepted(now));
        }
    }

    /**
     * Takes note that the acquirer has heard what was said, and how the dispute stands since. A callback may have told the
     * end of it before: that the evidence was taken is true all the same.
     */
    void heard(UUID asked, DisputeStatus told, Instant due, Instant now) {
        if (submission != null && submission.reference().equals(asked) && submittedAt == null) {
            raise(new Submitted(asked, now));
        }
        note(told, due, now);
    }

    /** Takes note that the acquirer did not take what was said. */
    void refuse(UUID asked, String code, String message, Instant now) {
        if (asked.equals(reference)) {
            raise(new Refused(asked, code, message, now));
        }
    }

    private void raise(DisputeEvent event) {
        apply(event);
        events.add(event);
    }

    private void apply(DisputeEvent event) {
        switch (event) {
            case Opened _ -> throw new IllegalStateException("A dispute is opened once");
            case DeadlineMoved(var due, var _) -> dueBy = due;
            case SubmissionRequested request -> {
                submission = request;
                ask(Asking.EVIDENCE, request.reference());
            }
            case AcceptanceRequested request -> ask(Asking.ACCEPTANCE, request.reference());
            case Submitted(var _, var at) -> {
                status = status.isOpen() ? status.to(DisputeStatus.UNDER_REVIEW) : status;
                submittedAt = at;
                answered();
            }
            case Refused(var _, var code, var message, var _) -> {
                answered();
                submission = null;
                problem = new Problem(code, message);
            }
            case Won(var at) -> close(DisputeStatus.WON, at);
            case Lost(var at) -> close(DisputeStatus.LOST, at);
            case Accepted(var at) -> close(DisputeStatus.ACCEPTED, at);
        }
    }

    private void ask(Asking what, UUID asked) {
        asking = what;
        reference = asked;
        problem = null;
    }

    private void answered() {
        asking = null;
        reference = null;
    }

    private void close(DisputeStatus end, Instant at) {
        status = status.to(end);
        closedAt = at;
        if (asking != Asking.EVIDENCE) { // whether that was taken is still to be found out
            answered();
        }
    }

    DisputeId id() {
        return id;
    }

    Tenant tenant() {
        return tenant;
    }

    Opened terms() {
        return terms;
    }

    DisputeStatus status() {
        return status;
    }

    DisputeStatus storedStatus() {
        return storedStatus;
    }

    Instant dueBy() {
        return dueBy;
    }

    @Nullable
    Asking asking() {
        return asking;
    }

    /** Under which the acquirer is being told something. */
    @Nullable
    UUID reference() {
        return reference;
    }

    /** What is being submitted, or was. */
    @Nullable
    SubmissionRequested submission() {
        return submission;
    }

    @Nullable
    Problem problem() {
        return problem;
    }

    @Nullable
    Instant submittedAt() {
        return submittedAt;
    }

    @Nullable
    Instant closedAt() {
        return closedAt;
    }

    /** The number of events so far. */
    int version() {
        return events.size();
    }

    int storedVersion() {
        return stored;
    }

    List<DisputeEvent> events() {
        return List.copyOf(events);
    }

    /** What happened since it was read or stored. */
    List<DisputeEvent> news() {
        return List.copyOf(events.subList(stored, events.size()));
    }

    void markStored() {
        stored = events.size();
        storedStatus = status;
    }

    static final class NotOpen extends Rejection {
        NotOpen(DisputeId id, DisputeStatus status) {
            super(
                    Kind.CONFLICT,
                    "dispute_not_open",
                    status == DisputeStatus.UNDER_REVIEW
                            ? "Dispute %s is under review: its evidence was submitted and cannot be changed."
                                    .formatted(id)
                            : "Dispute %s is %s; nothing can be done any more.".formatted(id, status.wire()));
        }
    }

    static final class DeadlinePassed extends Rejection {
        DeadlinePassed(DisputeId id, Instant dueBy) {
            super(
                    Kind.CONFLICT,
                    "dispute_deadline_passed",
                    "Evidence about dispute %s was due by %s; the acquirer takes none any more.".formatted(id, dueBy));
        }
    }

    static final class AnswerInProgress extends Rejection {
        AnswerInProgress(DisputeId id, Asking asking) {
            super(
                    Kind.CONFLICT,
                    "dispute_answer_in_progress",
                    asking == Asking.EVIDENCE
                            ? "Evidence about dispute %s is being submitted.".formatted(id)
                            : "Dispute %s is being accepted.".formatted(id));
        }
    }

    static final class EvidenceEmpty extends Rejection {
        EvidenceEmpty() {
            super(
                    Kind.INVALID,
                    "evidence_empty",
                    "There is nothing to submit: write something, or upload a file.",
                    "evidence");
        }
    }
}
