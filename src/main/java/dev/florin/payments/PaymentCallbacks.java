package dev.florin.payments;

import dev.florin.gateways.Callback;
import dev.florin.gateways.CallbackListener;
import dev.florin.gateways.Gateways;
import dev.florin.gateways.Outcome.Approved;
import dev.florin.payments.PaymentEvent.CaptureRequested;
import dev.florin.payments.PaymentEvent.LateSuccess;
import dev.florin.payments.PaymentEvent.VoidRequested;
import dev.florin.platform.Asker;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Takes note of what acquirers say of their own accord about payments. It is the same that they answer when asked, so
 * it is committed in the same way, and whoever comes first writes it down.
 */
@Component
class PaymentCallbacks implements CallbackListener {

    private static final Logger log = LoggerFactory.getLogger(PaymentCallbacks.class);

    private final PaymentRepository payments;
    private final Outcomes outcomes;
    private final Gateways gateways;
    private final InstantSource clock;

    PaymentCallbacks(PaymentRepository payments, Outcomes outcomes, Gateways gateways, InstantSource clock) {
        this.payments = payments;
        this.outcomes = outcomes;
        this.gateways = gateways;
        this.clock = clock;
    }

    @Override
    public boolean hear(Callback callback) {
        Optional<PaymentView> row = payments.find(callback.tenant(), new PaymentId(callback.subject()))
                .filter(payment -> payment.terms().gateway().equals(callback.gateway()));
        return row.isPresent()
                && switch (callback.operation()) {
                    case AUTHORIZE -> hearOfAuthorization(row.get(), callback);
                    case CAPTURE, CANCEL -> hearOfRequest(row.get(), callback);
                    case REFUND, DISPUTE -> false;
                };
    }

    private boolean hearOfAuthorization(PaymentView row, Callback callback) {
        boolean contradicts = row.status() == PaymentStatus.FAILED && callback.outcome() instanceof Approved;
        if (row.status().isOpen() || contradicts) {
            Payment read = payments.read(row.tenant(), row.id()).orElseThrow();
            int known = read.version();
            Payment payment = note(read, p -> p.settle(callback.outcome(), now()), callback);
            payment.view().events().stream()
                    .skip(known)
                    .filter(LateSuccess.class::isInstance)
                    .forEach(event -> succeedTooLate(row, (LateSuccess) event, callback));
        }
        return true;
    }

    private boolean hearOfRequest(PaymentView row, Callback callback) {
        UUID reference = callback.reference();
        List<PaymentEvent> events = payments.events(row.tenant(), row.id());
        if (events.stream().noneMatch(event -> asks(event, reference))) {
            return false; // not by us: somebody has to look into it
        }
        Payment payment = Payment.replay(row.id(), row.tenant(), events);
        VoidRequested request = payment.voidInFlight();
        if (payment.isCapturing(reference)) {
            note(payment, p -> p.settleCapture(reference, callback.outcome(), now()), callback);
        } else if (request != null && request.cancellation().equals(reference)) {
            note(payment, p -> p.settleVoid(reference, callback.outcome(), now()), callback);
        }
        return true;
    }

    private static boolean asks(PaymentEvent event, UUID reference) {
        return switch (event) {
            case CaptureRequested request -> request.capture().equals(reference);
            case VoidRequested request -> request.cancellation().equals(reference);
            default -> false;
        };
    }

    /** The callback goes into the audit trail with what it changed, and not if it changed nothing. */
    private Payment note(Payment payment, Consumer<Payment> verb, Callback callback) {
        return outcomes.commit(
                payment,
                p -> {
                    verb.accept(p);
                    if (!p.news().isEmpty()) {
                        gateways.record(p.tenant(), p.id().value(), callback.gateway(), List.of(callback.exchange()));
                    }
                },
                List.of(),
                Asker.nobody());
    }

    /** The one place that hears an acquirer take its own decline back. */
    private static void succeedTooLate(PaymentView payment, LateSuccess success, Callback callback) {
        log.error(
                "{} of merchant {} ({}, {}) has failed, but {} says now that it approved it for {} as {} ({}): what it {} "
                        + "is the customer's, and has to go back",
                payment.id(),
                payment.tenant().merchant(),
                payment.tenant().live() ? "live" : "test",
                payment.terms().order(),
                callback.gateway(),
                success.amount(),
                success.acquirerReference(),
                callback.exchange().request(),
                success.captured() ? "took" : "holds");
    }

    /** To the millisecond, so that what is stored equals what was decided. */
    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }
}
