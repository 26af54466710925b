package dev.florin.portal.payments;

import static dev.florin.portal.payments.Moment.Kind.PAYMENT;

import dev.florin.kernel.TypeId;
import dev.florin.pages.Formats;
import dev.florin.pages.Visitor;
import dev.florin.payments.PaymentEvent;
import dev.florin.payments.PaymentEvent.Accepted;
import dev.florin.payments.PaymentEvent.Authorized;
import dev.florin.payments.PaymentEvent.CaptureRefused;
import dev.florin.payments.PaymentEvent.CaptureRequested;
import dev.florin.payments.PaymentEvent.Captured;
import dev.florin.payments.PaymentEvent.DisputeLost;
import dev.florin.payments.PaymentEvent.DisputeWon;
import dev.florin.payments.PaymentEvent.Disputed;
import dev.florin.payments.PaymentEvent.Failed;
import dev.florin.payments.PaymentEvent.Initiated;
import dev.florin.payments.PaymentEvent.LateSuccess;
import dev.florin.payments.PaymentEvent.LeftOpen;
import dev.florin.payments.PaymentEvent.RefundFailed;
import dev.florin.payments.PaymentEvent.RefundRequested;
import dev.florin.payments.PaymentEvent.Refunded;
import dev.florin.payments.PaymentEvent.VoidReason;
import dev.florin.payments.PaymentEvent.VoidRefused;
import dev.florin.payments.PaymentEvent.VoidRequested;
import dev.florin.payments.PaymentEvent.Voided;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The stream of events that the payment is, refunds among them. */
@Component
class PaymentTraces implements Traces {

    private final Formats formats;

    PaymentTraces(Formats formats) {
        this.formats = formats;
    }

    @Override
    public Stream<Moment> of(Subject subject, Visitor visitor) {
        return subject.events().stream().map(event -> moment(event, visitor));
    }

    private Moment moment(PaymentEvent event, Visitor visitor) {
        return switch (event) {
            case Initiated e -> moment(e, "Payment begun", formats.money(e.amount()), "");
            case Accepted e ->
                moment(
                        e,
                        e.action() == null ? "The acquirer has it" : "The customer is asked for something",
                        e.action() == null
                                ? null
                                : PaymentPage.readable(e.action().kind().name()),
                        "wait");
            case LeftOpen e -> moment(e, "Outcome unknown", "The acquirer is asked again: " + e.why(), "wait");
            case Authorized e ->
                moment(
                        e,
                        "Authorised",
                        formats.money(e.amount()) + (e.authCode() == null ? "" : ", code " + e.authCode()),
                        "good");
            case CaptureRequested e -> moment(e, "Capture requested", formats.money(e.amount()) + last(e.last()), "");
            case Captured e -> moment(e, "Captured", formats.money(e.amount()) + last(e.last()), "good");
            case CaptureRefused e ->
                moment(
                        e,
                        "Capture refused",
                        "%s: %s (%s)".formatted(formats.money(e.amount()), e.message(), e.code()),
                        "bad");
            case VoidRequested e -> moment(e, "Void requested", why(e.reason()), "");
            case Voided e -> moment(e, "Voided", "What was not captured is released.", "");
            case VoidRefused e -> moment(e, "Void refused", "%s (%s)".formatted(e.message(), e.code()), "bad");
            case Failed e -> moment(e, "Failed", "%s (%s)".formatted(e.message(), e.code()), "bad");
            case RefundRequested e ->
                moment(e, "Refund requested", formats.money(e.amount()), "").leadingTo(refund(e.refund(), visitor));
            case Refunded e ->
                moment(e, "Refunded", formats.money(e.amount()), "good").leadingTo(refund(e.refund(), visitor));
            case RefundFailed e ->
                moment(
                                e,
                                "Refund failed",
                                "%s: %s (%s)".formatted(formats.money(e.amount()), e.message(), e.code()),
                                "bad")
                        .leadingTo(refund(e.refund(), visitor));
            case Disputed e ->
                moment(e, "Disputed", formats.money(e.amount()) + " is held until it is decided.", "bad")
                        .leadingTo(dispute(e.dispute(), visitor));
            case DisputeWon e ->
                moment(e, "Dispute won", formats.money(e.amount()) + " is yours again.", "good")
                        .leadingTo(dispute(e.dispute(), visitor));
            case DisputeLost e ->
                moment(e, "Dispute lost", formats.money(e.amount()) + " is the customer’s.", "bad")
                        .leadingTo(dispute(e.dispute(), visitor));
            case LateSuccess e ->
                moment(
                        e,
                        "Charged after all",
                        formats.money(e.amount()) + ", after it was declined: it goes back.",
                        "bad");
        };
    }

    private static Moment moment(PaymentEvent event, String title, @Nullable String text, String tone) {
        return Moment.of(event.at(), PAYMENT, title, text, tone);
    }

    private static String last(boolean last) {
        return last ? ", the last one" : "";
    }

    private static String why(VoidReason reason) {
        return switch (reason) {
            case REQUESTED -> "You asked for it.";
            case EXPIRED -> "It was not captured in time.";
            case ABANDONED -> "The acquirer could not be asked while the customer waited.";
            case LATE -> "The acquirer had declined it before it approved.";
        };
    }

    private static String dispute(UUID id, Visitor visitor) {
        return visitor.path("/disputes/" + TypeId.format("dp", id));
    }

    private static String refund(UUID id, Visitor visitor) {
        return visitor.path("/refunds/" + TypeId.format("rfnd", id));
    }
}
