package dev.florin.payments;

import dev.florin.gateways.Outcome;
import dev.florin.kernel.Money;
import dev.florin.kernel.Tenant;
import dev.florin.payments.PaymentEvent.Initiated;
import dev.florin.payments.PaymentEvent.VoidReason;
import dev.florin.payments.PaymentView.PaymentError;
import dev.florin.seed.Copy;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** A payment of the past: it comes to its state by the verbs by which all payments do, and its rows are what they store. */
public final class SeededPayment {

    private static final JsonMapper JSON = PaymentEventJson.mapper();
    private static final PaymentEventJson EVENTS = new PaymentEventJson(JSON);

    /** What the statistics have counted was stored before them. */
    private static final String BEFORE_ALL = "-infinity";

    private final Payment payment;
    private PaymentStatus previous = PaymentStatus.PENDING;

    private SeededPayment(Payment payment) {
        this.payment = payment;
    }

    public static SeededPayment begin(UUID id, Tenant tenant, Initiated terms) {
        return new SeededPayment(Payment.start(new PaymentId(id), tenant, terms));
    }

    public static Copy rows() {
        return new Copy("payments.payment", """
                merchant_id, id, livemode, order_id, status, previous_status, amount, currency, amount_captured,
                amount_refunded, capture, method, card_token, card, upi_flow, vpa, gateway, acquirer_reference, auth_code,
                error_code, error_message, description, metadata, created_at, version""");
    }

    public static Copy events() {
        return new Copy("payments.event", "merchant_id, payment_id, seq, type, at, data, stored_at");
    }

    public void settle(Outcome outcome, Instant at) {
        previous = payment.status();
        payment.settle(outcome, at);
    }

    /** @param amount null for all of it */
    public void capture(UUID capture, @Nullable Money amount, Instant at, Instant doneAt) {
        previous = payment.status();
        payment.requestCapture(capture, amount == null ? null : amount, true, at);
        Money asked = payment.capturesInFlight().getFirst().amount();
        payment.settleCapture(capture, new Outcome.Approved("cap_" + capture, null, asked), doneAt);
    }

    public void release(UUID cancellation, boolean expired, Instant at, Instant doneAt) {
        previous = payment.status();
        payment.requestVoid(cancellation, expired ? VoidReason.EXPIRED : VoidReason.REQUESTED, at);
        payment.settleVoid(
                cancellation,
                new Outcome.Approved(
                        "void_" + cancellation, null, payment.terms().amount()),
                doneAt);
    }

    /**
     * @param amount null for all that is left
     * @param failure null if it was carried out
     * @return the amount
     */
    public Money refund(
            UUID refund, @Nullable Money amount, Instant at, Instant doneAt, @Nullable PaymentError failure) {
        Money asked = payment.requestRefund(refund, amount, at);
        previous = payment.status();
        if (failure == null) {
            payment.refund(refund, doneAt);
        } else {
            payment.failRefund(refund, failure.code(), failure.message(), doneAt);
        }
        return asked;
    }

    public PaymentView view() {
        return payment.view();
    }

    public void write(Copy rows, Copy events) {
        PaymentView view = payment.view();
        Initiated terms = view.terms();
        Tenant tenant = view.tenant();
        var card = terms.card();
        var error = view.error();
        rows.row(
                tenant.merchant(),
                view.id().value(),
                tenant.live(),
                terms.order().value(),
                view.status().wire(),
                previous.wire(),
                terms.amount().minor(),
                terms.amount().currency().getCurrencyCode(),
                view.captured().minor(),
                view.refunded().minor(),
                terms.capture().wire(),
                card == null ? "upi" : "card",
                card == null ? null : card.token().value(),
                card == null ? null : JSON.writeValueAsString(card),
                terms.upi() == null ? null : terms.upi().name(),
                terms.vpa(),
                terms.gateway().name(),
                view.acquirerReference(),
                view.authCode(),
                error == null ? null : error.code(),
                error == null ? null : error.message(),
                terms.description(),
                JSON.writeValueAsString(terms.metadata()),
                terms.at(),
                view.version());
        List<PaymentEvent> stream = view.events();
        for (int i = 0; i < stream.size(); i++) {
            PaymentEvent event = stream.get(i);
            events.row(
                    tenant.merchant(),
                    view.id().value(),
                    i + 1,
                    EVENTS.type(event),
                    event.at(),
                    EVENTS.write(event),
                    BEFORE_ALL);
        }
    }
}
