package dev.florin.payments;

import static dev.florin.payments.PaymentStatus.AUTHORIZED;
import static dev.florin.payments.PaymentStatus.CANCELLED;
import static dev.florin.payments.PaymentStatus.CAPTURED;
import static dev.florin.payments.PaymentStatus.EXPIRED;
import static dev.florin.payments.PaymentStatus.FAILED;
import static dev.florin.payments.PaymentStatus.PARTIALLY_REFUNDED;
import static dev.florin.payments.PaymentStatus.PENDING;
import static dev.florin.payments.PaymentStatus.PROCESSING;
import static dev.florin.payments.PaymentStatus.REFUNDED;
import static dev.florin.payments.PaymentStatus.REQUIRES_ACTION;

import dev.florin.gateways.Outcome;
import dev.florin.gateways.Outcome.Action;
import dev.florin.gateways.Outcome.Approved;
import dev.florin.gateways.Outcome.Declined;
import dev.florin.gateways.Outcome.NotFound;
import dev.florin.gateways.Outcome.NotSent;
import dev.florin.gateways.Outcome.Pending;
import dev.florin.gateways.Outcome.Unknown;
import dev.florin.kernel.Money;
import dev.florin.kernel.Rejection;
import dev.florin.kernel.Tenant;
import dev.florin.kernel.TypeId;
import dev.florin.orders.CaptureMode;
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
import dev.florin.payments.PaymentView.PaymentError;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One payment. Its verbs decide and raise events; {@link #apply} alone changes state, so replaying the events gives the
 * same payment. What an acquirer said is always accepted as true: verbs refuse callers, never facts.
 */
final class Payment {

    /** How long an authorisation may wait for its capture: what the card schemes allow for most merchants. */
    static final Duration CAPTURE_WINDOW = Duration.ofDays(7);

    private final PaymentId id;
    private final Tenant tenant;
    private final List<PaymentEvent> events = new ArrayList<>();
    private int stored;
    private PaymentStatus storedStatus = PENDING;

    private Initiated terms;
    private PaymentStatus status = PENDING;
    private final Proceeds proceeds;
    private @Nullable String acquirerReference;
    private @Nullable String authCode;
    private @Nullable Action action;
    private @Nullable PaymentError error;
    private @Nullable Instant captureBefore;
    private final Map<UUID, CaptureRequested> capturesInFlight = new LinkedHashMap<>();
    private @Nullable VoidRequested voidInFlight;

    private Payment(PaymentId id, Tenant tenant, Initiated terms) {
        this.id = id;
        this.tenant = tenant;
        this.terms = terms;
        this.proceeds = new Proceeds(terms.amount().currency());
        this.events.add(terms);
    }

    static Payment start(PaymentId id, Tenant tenant, Initiated terms) {
        return new Payment(id, tenant, terms);
    }

    /** @param events the whole stream, oldest first */
    static Payment replay(PaymentId id, Tenant tenant, List<PaymentEvent> events) {
        var payment = new Payment(id, tenant, (Initiated) events.getFirst());
        events.stream().skip(1).forEach(payment::raise);
        payment.markStored();
        return payment;
    }

    /** Takes note of what is known of the authorisation. */
    void settle(Outcome outcome, Instant now) {
        if (!status.isOpen()) {
            contradict(outcome, now); // or, mostly, a repeated answer
            return;
        }
        switch (outcome) {
            case Approved(var reference, var code, var amount)
            when amount.equals(terms.amount()) -> authorize(reference, code, now);
            case Approved(var reference, var _, var amount) ->
                leaveOpen("approved for %s as %s".formatted(amount, reference), now);
            case Declined(var _, var code, var message) -> decline(code, message, now);
            case Pending(var reference, var next) -> accept(reference, next, now);
            case Unknown(var why) -> leaveOpen(why, now);
            case NotFound _, NotSent _ -> {} // not a fact about this payment: it may still be on its way
        }
    }

    /** An approval after a decline: whoever was told that it failed has been told the truth, so what it took goes back. */
    private void contradict(Outcome outcome, Instant now) {
        boolean declined = status == FAILED && events.stream().noneMatch(VoidRequested.class::isInstance);
        boolean known = events.stream().anyMatch(LateSuccess.class::isInstance);
        if (declined && !known && outcome instanceof Approved(var reference, var _, var amount)) {
            boolean taken = terms.capture() == CaptureMode.AUTOMATIC;
            raise(new LateSuccess(reference, amount, taken, now));
            if (!taken) {
                raise(new VoidRequested(TypeId.next(), VoidReason.LATE, now));
            }
        }
    }

    /**
     * Speaks for a part of what was captured, to be given back.
     *
     * @param refund the reference under which the acquirer will be asked
     * @param amount null for all that is left
     * @throws Rejection if there is nothing to give back, or less is left
     */
    Money requestRefund(UUID refund, @Nullable Money amount, Instant now) {
        Money left = refundable();
        if (left.isZero()) {
            throw new NotRefundable(this);
        }
        Money wanted = amount == null ? left : amount;
        if (!wanted.isPositive() || wanted.exceeds(left)) {
            throw new AmountTooLarge(wanted, left);
        }
        raise(new RefundRequested(refund, wanted, now));
        return wanted;
    }

    /** Takes note that a refund was carried out. */
    void refund(UUID refund, Instant now) {
        Money amount = proceeds.refunding(refund);
        if (amount != null) {
            raise(new Refunded(refund, amount, now));
        }
    }

    /** Takes note that a refund was refused. */
    void failRefund(UUID refund, String code, String message, Instant now) {
        Money amount = proceeds.refunding(refund);
        if (amount != null) {
            raise(new RefundFailed(refund, amount, code, message, now));
        }
    }

    /**
     * Takes note that the acquirer took money back because its customer disputes it. It may have been given back by a
     * refund before: then the customer has it twice for now.
     *
     * @throws IllegalStateException if it is more than was taken, as then something is not known here
     */
    void dispute(UUID dispute, Money amount, Instant now) {
        boolean known = events.stream()
                .anyMatch(e -> e instanceof Disputed it && it.dispute().equals(dispute));
        if (!known) {
            if (proceeds.disputed().plus(amount).exceeds(proceeds.taken())) {
                throw new IllegalStateException("%s took %s, of which %s are disputed already; not another %s"
                        .formatted(id, proceeds.taken(), proceeds.disputed(), amount));
            }
            raise(new Disputed(dispute, amount, now));
        }
    }

    /** Takes note of how a dispute ended. */
    void endDispute(UUID dispute, boolean won, Instant now) {
        Money amount = proceeds.disputed(dispute);
        if (amount != null) {
            raise(won ? new DisputeWon(dispute, amount, now) : new DisputeLost(dispute, amount, now));
        }
    }

    /** Nothing was ever sent, and nothing will be. */
    void fail(String code, String message, Instant now) {
        if (status.isOpen()) {
            raise(new Failed(code, message, now));
        }
    }

    /**
     * Asks for a capture.
     *
     * @param capture the reference under which the acquirer will be asked
     * @param amount null for all that is left
     * @param last true to release what this leaves uncaptured
     * @throws Rejection if the payment is not authorised, is being voided, or less is left
     */
    void requestCapture(UUID capture, @Nullable Money amount, boolean last, Instant now) {
        if (status != AUTHORIZED || voidInFlight != null) {
            throw new NotCapturable(id, voidInFlight != null && status == AUTHORIZED ? "being voided" : status.wire());
        }
        if (capturesInFlight.values().stream().anyMatch(CaptureRequested::last)) {
            throw new CaptureInProgress(id);
        }
        Money left = view().capturable();
        Money wanted = amount == null ? left : amount;
        if (wanted.isZero() || wanted.exceeds(left)) {
            throw new AmountTooLarge(wanted, left);
        }
        boolean alone = capturesInFlight.isEmpty();
        if (last && !alone) {
            throw new CaptureInProgress(id); // releasing the rest now might release what that one is about to take
        }
        raise(new CaptureRequested(capture, wanted, last || alone && wanted.equals(left), now));
    }

    /** Takes note of what is known of a capture. */
    void settleCapture(UUID capture, Outcome outcome, Instant now) {
        CaptureRequested request = capturesInFlight.get(capture);
        if (request == null) {
            return; // a repeated answer
        }
        switch (outcome) {
            case Approved(var _, var _, var amount)
            when amount.equals(request.amount()) -> raise(new Captured(capture, amount, request.last(), now));
            case Approved(var _, var _, var amount) -> leaveOpen("captured %s".formatted(amount), now);
            case Declined(var _, var code, var message) ->
                raise(new CaptureRefused(capture, request.amount(), code, message, now));
            case Unknown(var why) -> leaveOpen(why, now);
            case Pending _, NotFound _, NotSent _ -> {}
        }
    }

    /**
     * Asks to release what is not captured; if that is under way already, nothing more is asked.
     *
     * @param cancellation the reference under which the acquirer will be asked
     * @throws Rejection if there is nothing left to void, or a capture is under way
     */
    void requestVoid(UUID cancellation, VoidReason reason, Instant now) {
        if (voidInFlight != null) {
            return;
        }
        if (!status.isOpen() && status != AUTHORIZED) {
            throw new NotVoidable(id, status);
        }
        if (!capturesInFlight.isEmpty()) {
            throw new CaptureInProgress(id);
        }
        raise(new VoidRequested(cancellation, reason, now));
    }

    /** Takes note of what is known of a void. */
    void settleVoid(UUID cancellation, Outcome outcome, Instant now) {
        if (voidInFlight == null || !voidInFlight.cancellation().equals(cancellation)) {
            return; // a repeated answer
        }
        switch (outcome) {
            case Approved _ -> release(now);
            case Declined(var _, var code, var message) -> raise(new VoidRefused(cancellation, code, message, now));
            case Unknown(var why) -> leaveOpen(why, now);
            case Pending _, NotFound _, NotSent _ -> {}
        }
    }

    private void authorize(String reference, @Nullable String code, Instant now) {
        boolean automatic = terms.capture() == CaptureMode.AUTOMATIC;
        raise(new Authorized(reference, code, terms.amount(), automatic ? null : now.plus(CAPTURE_WINDOW), now));
        if (automatic) {
            raise(new Captured(id.value(), terms.amount(), true, now));
        }
    }

    private void decline(String code, String message, Instant now) {
        if (voidInFlight != null && code.equals("voided")) {
            release(now);
        } else {
            raise(new Failed(code, message, now));
        }
    }

    /** The void in flight took effect. */
    private void release(Instant now) {
        VoidRequested request = Objects.requireNonNull(voidInFlight);
        if (request.reason() == VoidReason.ABANDONED && status.isOpen()) {
            raise(new Failed("gateway_timeout", "The acquirer did not answer in time. No money was taken.", now));
        } else {
            raise(new Voided(request.cancellation(), now));
        }
    }

    private void accept(String reference, @Nullable Action next, Instant now) {
        if (!reference.equals(acquirerReference) || !Objects.equals(next, action)) {
            raise(new Accepted(reference, next, now));
        }
    }

    private void leaveOpen(String why, Instant now) {
        if (!(events.getLast() instanceof LeftOpen last && last.why().equals(why))) {
            raise(new LeftOpen(why, now));
        }
    }

    private void raise(PaymentEvent event) {
        apply(event);
        events.add(event);
    }

    private void apply(PaymentEvent event) {
        switch (event) {
            case Initiated _ -> throw new IllegalStateException("A payment begins once");
            case LeftOpen _ -> {}
            case Accepted(var reference, var next, var _) -> {
                acquirerReference = reference;
                action = next;
                status = status.to(next == null ? PROCESSING : REQUIRES_ACTION);
            }
            case Authorized(var reference, var code, var _, var before, var _) -> {
                acquirerReference = reference;
                authCode = code;
                captureBefore = before;
                action = null;
                status = status.to(AUTHORIZED);
            }
            case CaptureRequested request -> capturesInFlight.put(request.capture(), request);
            case Captured(var capture, var amount, var last, var _) -> {
                capturesInFlight.remove(capture);
                proceeds.capture(amount);
                if (last || captured().equals(terms.amount())) {
                    close(CAPTURED);
                }
            }
            case CaptureRefused(var capture, var _, var _, var _, var _) -> capturesInFlight.remove(capture);
            case VoidRequested request -> voidInFlight = request;
            case VoidRefused _ -> voidInFlight = null;
            case Voided _ when status == FAILED -> voidInFlight = null;
            case Voided _ -> {
                boolean expired = voidInFlight != null && voidInFlight.reason() == VoidReason.EXPIRED;
                close(captured().isPositive() ? CAPTURED : expired ? EXPIRED : CANCELLED);
            }
            case Failed(var code, var message, var _) -> {
                error = new PaymentError(code, message);
                close(FAILED);
            }
            case RefundRequested(var refund, var amount, var _) -> proceeds.beginRefund(refund, amount);
            case Refunded(var refund, var amount, var _) -> {
                proceeds.refund(refund, amount);
                if (status != FAILED) {
                    status = status.to(proceeds.refunded().equals(captured()) ? REFUNDED : PARTIALLY_REFUNDED);
                }
            }
            case RefundFailed(var refund, var _, var _, var _, var _) -> proceeds.failRefund(refund);
            case Disputed(var dispute, var amount, var _) -> proceeds.dispute(dispute, amount);
            case DisputeWon(var dispute, var amount, var _) -> proceeds.winDispute(dispute, amount);
            case DisputeLost(var dispute, var _, var _) -> proceeds.loseDispute(dispute);
            case LateSuccess(var reference, var amount, var taken, var _) -> {
                acquirerReference = reference;
                if (taken) {
                    proceeds.takeLate(amount);
                }
            }
        }
    }

    private void close(PaymentStatus end) {
        status = status.to(end);
        captureBefore = null;
        action = null;
        voidInFlight = null;
    }

    PaymentId id() {
        return id;
    }

    Tenant tenant() {
        return tenant;
    }

    Initiated terms() {
        return terms;
    }

    PaymentStatus status() {
        return status;
    }

    Money captured() {
        return proceeds.captured();
    }

    Money capturing() {
        return capturesInFlight.values().stream()
                .map(CaptureRequested::amount)
                .reduce(Money.zero(terms.amount().currency()), Money::plus);
    }

    /** What a refund may still ask for. */
    Money refundable() {
        return view().refundable();
    }

    /** The captures whose outcome is open, oldest first. */
    List<CaptureRequested> capturesInFlight() {
        return List.copyOf(capturesInFlight.values());
    }

    boolean isCapturing(UUID capture) {
        return capturesInFlight.containsKey(capture);
    }

    @Nullable
    VoidRequested voidInFlight() {
        return voidInFlight;
    }

    /** True while somebody has to ask the acquirer about something. */
    boolean isUnresolved() {
        return status.isOpen() || voidInFlight != null || !capturesInFlight.isEmpty();
    }

    /** The number of events that the database has. */
    int storedVersion() {
        return stored;
    }

    int version() {
        return events.size();
    }

    /** The events that the database does not have yet. */
    List<PaymentEvent> news() {
        return List.copyOf(events.subList(stored, events.size()));
    }

    /** The news are in the database. */
    void markStored() {
        stored = events.size();
        storedStatus = status;
    }

    /** True if the news changed the status. */
    boolean hasMoved() {
        return status != storedStatus;
    }

    PaymentView view() {
        return new PaymentView(
                id,
                tenant,
                terms,
                status,
                captured(),
                capturing(),
                proceeds.refunded(),
                proceeds.refunding(),
                proceeds.late(),
                proceeds.disputed(),
                proceeds.held(),
                acquirerReference,
                authCode,
                action,
                error,
                captureBefore,
                version(),
                List.copyOf(events));
    }

    static final class AmountTooLarge extends Rejection {
        AmountTooLarge(Money requested, Money available) {
            super(
                    Kind.INVALID,
                    "amount_too_large",
                    "Requested %s, but only %s is available.".formatted(requested, available),
                    "amount");
        }
    }

    static final class NotCapturable extends Rejection {
        NotCapturable(PaymentId id, String state) {
            super(
                    Kind.CONFLICT,
                    "payment_not_capturable",
                    "Payment %s is %s; only an authorized payment can be captured.".formatted(id, state));
        }
    }

    static final class NotVoidable extends Rejection {
        NotVoidable(PaymentId id, PaymentStatus status) {
            super(
                    Kind.CONFLICT,
                    "payment_not_voidable",
                    "Payment %s is %s; only what is not captured yet can be voided. To give money back, refund it."
                            .formatted(id, status.wire()));
        }
    }

    static final class NotRefundable extends Rejection {
        NotRefundable(Payment payment) {
            super(Kind.CONFLICT, "payment_not_refundable", why(payment));
        }

        private static String why(Payment payment) {
            return switch (payment.status) {
                case AUTHORIZED ->
                    (payment.captured().isZero()
                                    ? "Payment %s is authorized; no money was taken. Void it instead."
                                    : "Payment %s may still be captured; void what is left of it first.")
                            .formatted(payment.id);
                case CAPTURED, PARTIALLY_REFUNDED, REFUNDED ->
                    payment.proceeds.held().isZero()
                            ? "Payment %s has nothing left to refund: of %s captured, %s are refunded and %s on their way."
                                    .formatted(
                                            payment.id,
                                            payment.captured(),
                                            payment.proceeds.refunded(),
                                            payment.proceeds.refunding())
                            : "Payment %s has nothing left to refund: of %s captured, %s are refunded, %s on their way and %s disputed."
                                    .formatted(
                                            payment.id,
                                            payment.captured(),
                                            payment.proceeds.refunded(),
                                            payment.proceeds.refunding(),
                                            payment.proceeds.held());
                case PENDING, PROCESSING, REQUIRES_ACTION, FAILED, CANCELLED, EXPIRED ->
                    "Payment %s is %s; no money was taken.".formatted(payment.id, payment.status.wire());
            };
        }
    }

    static final class CaptureInProgress extends Rejection {
        CaptureInProgress(PaymentId id) {
            super(
                    Kind.CONFLICT,
                    "capture_in_progress",
                    "A capture of payment %s is in progress; try again when it is done.".formatted(id));
        }
    }
}
