package dev.florin.payments;

import dev.florin.consistency.Check;
import dev.florin.consistency.Discrepancy;
import dev.florin.consistency.Subject;
import dev.florin.gateways.Callback;
import dev.florin.gateways.Callback.Operation;
import dev.florin.gateways.HeardCallbacks;
import dev.florin.gateways.HeardCallbacks.Told;
import dev.florin.gateways.Outcome;
import dev.florin.gateways.Outcome.Approved;
import dev.florin.gateways.Outcome.Declined;
import dev.florin.kernel.Money;
import dev.florin.payments.PaymentEvent.LateSuccess;
import dev.florin.payments.PaymentEvent.VoidRequested;
import dev.florin.payments.Stored.Line;
import dev.florin.payments.Stored.Row;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What acquirers said of payments of their own accord, and Florin took note of, payments show. */
@Component
class CallbacksAreHeard implements Check {

    private static final Operation[] OURS = {Operation.AUTHORIZE, Operation.CAPTURE, Operation.CANCEL};

    private final HeardCallbacks callbacks;
    private final Stored stored;

    CallbacksAreHeard(HeardCallbacks callbacks, Stored stored) {
        this.callbacks = callbacks;
        this.stored = stored;
    }

    @Override
    public String name() {
        return "payment-shows-its-callbacks";
    }

    @Override
    public String promise() {
        return "What an acquirer's callback decided, and was marked as done, is decided in the payment.";
    }

    @Override
    public List<Subject> changed(Span span) {
        return callbacks.in(span, OURS);
    }

    @Override
    public Portion all(@Nullable String after, int most) {
        return callbacks.all(after, most, OURS);
    }

    @Override
    public List<Discrepancy> compare(List<Subject> subjects) {
        List<Told> told = callbacks.told(subjects);
        List<Subject> payments = told.stream()
                .map(one -> PaymentBook.subject(
                        one.callback().tenant(), new PaymentId(one.callback().subject())))
                .distinct()
                .toList();
        Map<UUID, Row> rows = stored.rowsOf(payments);
        Map<UUID, List<Line>> events = stored.eventsOf(payments);
        List<Discrepancy> found = new ArrayList<>();
        for (Told one : told) {
            UUID id = one.callback().subject();
            compare(one, rows.get(id), events.getOrDefault(id, List.of()), found);
        }
        return found;
    }

    private void compare(Told told, @Nullable Row row, List<Line> events, List<Discrepancy> found) {
        Callback callback = told.callback();
        var id = new PaymentId(callback.subject());
        if (row == null) {
            found.add(Discrepancy.of(told.id(), "payment", id, null));
            return;
        }
        Payment payment;
        try {
            payment = stored.fold(callback.tenant(), id, events);
        } catch (RuntimeException e) {
            return; // another check tells of that
        }
        String missing = switch (callback.operation()) {
            case AUTHORIZE -> authorization(row.view(), payment, callback.outcome());
            case CAPTURE -> capture(payment, callback);
            case CANCEL -> cancellation(payment, callback);
            case REFUND, DISPUTE -> null;
        };
        if (missing != null) {
            found.add(Discrepancy.of(
                    told.id(),
                    callback.operation() + " of " + id,
                    missing,
                    row.view().status().wire()));
        }
    }

    private static @Nullable String authorization(PaymentView row, Payment payment, Outcome outcome) {
        return switch (outcome) {
            case Approved(var _, var _, var amount)
            when !amount.equals(row.terms().amount()) -> null; // asked about
            case Approved _ when row.status().isOpen() -> "authorized or further";
            case Approved _
            when row.status() == PaymentStatus.FAILED && !knowsBetter(payment) -> "a late success, as it was approved";
            case Declined _ when row.status().isOpen() -> "failed";
            default -> null;
        };
    }

    private static boolean knowsBetter(Payment payment) {
        return payment.view().events().stream()
                .anyMatch(event -> event instanceof LateSuccess || event instanceof VoidRequested);
    }

    private static @Nullable String capture(Payment payment, Callback callback) {
        Money asked = payment.capturesInFlight().stream()
                .filter(request -> request.capture().equals(callback.reference()))
                .map(PaymentEvent.CaptureRequested::amount)
                .findAny()
                .orElse(null);
        return switch (callback.outcome()) {
            case Approved(var _, var _, var amount) when amount.equals(asked) -> "that capture taken";
            case Declined _ when asked != null -> "that capture refused";
            default -> null;
        };
    }

    private static @Nullable String cancellation(Payment payment, Callback callback) {
        VoidRequested request = payment.voidInFlight();
        boolean open = request != null && request.cancellation().equals(callback.reference());
        boolean decided = callback.outcome() instanceof Approved || callback.outcome() instanceof Declined;
        return open && decided ? "that void decided" : null;
    }
}
