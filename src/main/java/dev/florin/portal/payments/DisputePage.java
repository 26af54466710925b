package dev.florin.portal.payments;

import dev.florin.disputes.DisputeEvent;
import dev.florin.disputes.DisputeView;
import dev.florin.disputes.EvidenceField;
import dev.florin.disputes.NewFile;
import dev.florin.members.Permission;
import dev.florin.pages.Visitor;
import dev.florin.portal.State;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A dispute as its page shows it.
 *
 * @param once names the forms of this page: however often one is sent, it does its work once
 * @param written in the form, where that is not what is stored
 * @param fault what is wrong with the last form that was sent
 */
record DisputePage(
        DisputeView dispute,
        PaymentRow payment,
        List<Moment> moments,
        Instant now,
        boolean mayAct,
        String once,
        Map<EvidenceField, String> written,
        @Nullable String fault) {

    private static final List<EvidenceField> FIELDS = List.of(EvidenceField.values());

    static DisputePage of(
            DisputeView dispute,
            PaymentRow payment,
            List<Moment> moments,
            Instant now,
            Visitor visitor,
            String once,
            @Nullable Map<EvidenceField, String> written,
            @Nullable String fault) {
        return new DisputePage(
                dispute,
                payment,
                moments,
                now,
                visitor.may(Permission.MOVE_MONEY),
                once,
                Objects.requireNonNullElse(written, dispute.texts()),
                fault);
    }

    public State state() {
        return DisputeRow.of(dispute).state();
    }

    public DisputeReason reason() {
        return DisputeReason.of(dispute.terms().reason());
    }

    public boolean isAnswerable() {
        return dispute.isAnswerable(now);
    }

    public boolean canAnswer() {
        return mayAct && isAnswerable();
    }

    public boolean canAccept() {
        return mayAct && dispute.status().wire().equals("needs_response") && dispute.asking() == null;
    }

    /** Those that matter most for this reason, and what was written into another. */
    public List<EvidenceField> first() {
        return FIELDS.stream()
                .filter(field -> reason().fields().contains(field) || written.containsKey(field))
                .sorted((a, b) -> Integer.compare(rank(a), rank(b)))
                .toList();
    }

    public List<EvidenceField> more() {
        return FIELDS.stream().filter(field -> !first().contains(field)).toList();
    }

    private int rank(EvidenceField field) {
        int index = reason().fields().indexOf(field);
        return index < 0 ? FIELDS.size() + field.ordinal() : index;
    }

    public int filesLeft() {
        return NewFile.MOST - dispute.files().size();
    }

    /** How long there is still time: {@code 6 days}, {@code 5 hours}. */
    public String left() {
        return left(dispute.dueBy(), now);
    }

    /** How long until a time, rounded down to what matters. */
    static String left(Instant dueBy, Instant now) {
        Duration left = Duration.between(now, dueBy);
        if (left.isNegative() || left.isZero()) {
            return "no time";
        }
        return left.toDays() >= 2
                ? left.toDays() + " days"
                : left.toHours() >= 2 ? left.toHours() + " hours" : Math.max(1, left.toMinutes()) + " minutes";
    }

    /** What happened to it, for its timeline. */
    static List<Moment> moments(DisputeView dispute) {
        return dispute.events().stream().map(DisputePage::moment).toList();
    }

    private static Moment moment(DisputeEvent event) {
        return switch (event) {
            case DisputeEvent.Opened e ->
                moment(e, "Opened", DisputeReason.of(e.reason()).title(), "bad");
            case DisputeEvent.DeadlineMoved e -> moment(e, "The deadline was moved", null, "");
            case DisputeEvent.SubmissionRequested e ->
                moment(
                        e,
                        "Evidence submitted by you",
                        "%d texts, %d files"
                                .formatted(e.texts().size(), e.files().size()),
                        "");
            case DisputeEvent.Submitted e -> moment(e, "The acquirer has the evidence", "The issuer decides.", "wait");
            case DisputeEvent.AcceptanceRequested e -> moment(e, "Accepted by you", null, "");
            case DisputeEvent.Refused e ->
                moment(e, "The acquirer did not take it", "%s (%s)".formatted(e.message(), e.code()), "bad");
            case DisputeEvent.Won e -> moment(e, "Won", "The money is yours again.", "good");
            case DisputeEvent.Lost e -> moment(e, "Lost", "The customer keeps the money.", "bad");
            case DisputeEvent.Accepted e -> moment(e, "Closed", "The customer keeps the money.", "");
        };
    }

    private static Moment moment(DisputeEvent event, String title, @Nullable String text, String tone) {
        return Moment.of(event.at(), Moment.Kind.PAYMENT, title, text, tone);
    }

    /** What a form says, by field; of one that it does not have, nothing. */
    static Map<EvidenceField, String> texts(Map<String, String> form) {
        Map<EvidenceField, String> texts = new EnumMap<>(EvidenceField.class);
        for (EvidenceField field : FIELDS) {
            String written = form.get(field.wire());
            if (written != null) {
                texts.put(field, written.replace("\r\n", "\n"));
            }
        }
        return texts;
    }
}
