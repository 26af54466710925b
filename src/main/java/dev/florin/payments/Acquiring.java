package dev.florin.payments;

import dev.florin.gateways.Answer;
import dev.florin.gateways.Gateways;
import dev.florin.gateways.Instruction;
import dev.florin.gateways.Instrument;
import dev.florin.gateways.Outcome.NotFound;
import dev.florin.gateways.Outcome.NotSent;
import dev.florin.kernel.TypeId;
import dev.florin.orders.CaptureMode;
import dev.florin.payments.PaymentEvent.CaptureRequested;
import dev.florin.payments.PaymentEvent.VoidReason;
import dev.florin.payments.PaymentEvent.VoidRequested;
import dev.florin.platform.Asker;
import dev.florin.vault.Card;
import dev.florin.vault.Vault;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Asks acquirers, outside of transactions, and commits what they say. What was begun by a caller is carried out here
 * ({@link #authorize}, {@link #capture}, {@link #cancel}); what a crash or a time-out left open is found out here
 * ({@link #resolve}). Both may happen to one payment at once: the acquirer knows each reference once, so all of them
 * hear the same, and the version of the payment lets one of them write it down.
 */
@Component
class Acquiring {

    /**
     * How long an authorisation that never reached the acquirer may still be sent: while a customer may be waiting for
     * it. After that the acquirer is told never to carry it out.
     */
    static final Duration PATIENCE = Duration.ofMinutes(2);

    private final PaymentRepository payments;
    private final Gateways gateways;
    private final Outcomes outcomes;
    private final Vault vault;
    private final InstantSource clock;

    Acquiring(PaymentRepository payments, Gateways gateways, Outcomes outcomes, Vault vault, InstantSource clock) {
        this.payments = payments;
        this.gateways = gateways;
        this.outcomes = outcomes;
        this.vault = vault;
        this.clock = clock;
    }

    /** Carries out a payment that was just begun. */
    Payment authorize(Payment payment, Instrument instrument, Asker<Payment> asker) {
        Answer answer = execute(payment, authorization(payment, instrument));
        return answer.outcome() instanceof NotSent
                ? giveUp(payment, answer, asker)
                : outcomes.commit(payment, p -> p.settle(answer.outcome(), now()), answer.exchanges(), asker);
    }

    /** Nothing was sent. If nobody else can have sent anything, nothing ever will be. */
    private Payment giveUp(Payment payment, Answer answer, Asker<Payment> asker) {
        Payment failed = outcomes.commitUndisturbed(
                payment,
                p -> p.fail("gateway_unavailable", "The acquirer could not be reached. No money was taken.", now()),
                answer.exchanges(),
                asker);
        return failed != null
                ? failed
                : payments.read(payment.tenant(), payment.id()).orElseThrow();
    }

    Payment capture(Payment payment, CaptureRequested capture, Asker<Payment> asker) {
        return settleCapture(payment, capture, execute(payment, instruction(payment, capture)), asker);
    }

    Payment cancel(Payment payment, VoidRequested request, Asker<Payment> asker) {
        return settleVoid(payment, request, execute(payment, instruction(payment, request)), asker);
    }

    /** Finds out what is open about a payment, and carries on what never reached the acquirer. */
    Payment resolve(Payment payment) {
        Payment current = payment.status().isOpen() ? resolveAuthorization(payment) : payment;
        for (CaptureRequested capture : current.capturesInFlight()) {
            Answer answer = inquireOrExecute(current, instruction(current, capture));
            current = settleCapture(current, capture, answer, Asker.nobody());
        }
        VoidRequested request = current.voidInFlight();
        if (request != null) {
            Answer answer = inquireOrExecute(current, instruction(current, request));
            current = settleVoid(current, request, answer, Asker.nobody());
        }
        return current;
    }

    private Payment resolveAuthorization(Payment payment) {
        Answer answer = gateways.inquire(payment.terms().gateway(), payment.id().value());
        if (answer.outcome() instanceof NotFound && payment.voidInFlight() == null) {
            Instrument instrument = mayStillBeSent(payment) ? reveal(payment) : null;
            return instrument == null
                    ? abandon(payment)
                    : settle(payment, execute(payment, authorization(payment, instrument)));
        }
        return settle(payment, answer);
    }

    /** Tells the acquirer never to carry the authorisation out; what it answers to that is noted by {@link #resolve}. */
    private Payment abandon(Payment payment) {
        return outcomes.commit(
                payment,
                p -> {
                    if (p.status().isOpen()) {
                        p.requestVoid(TypeId.next(), VoidReason.ABANDONED, now());
                    }
                },
                List.of(),
                Asker.nobody());
    }

    private Answer execute(Payment payment, Instruction instruction) {
        return gateways.execute(payment.terms().gateway(), instruction);
    }

    private Answer inquireOrExecute(Payment payment, Instruction instruction) {
        Answer answer = gateways.inquire(payment.terms().gateway(), instruction.reference());
        return answer.outcome() instanceof NotFound ? execute(payment, instruction) : answer;
    }

    private Payment settle(Payment payment, Answer answer) {
        return outcomes.commit(payment, p -> p.settle(answer.outcome(), now()), answer.exchanges(), Asker.nobody());
    }

    private Payment settleCapture(Payment payment, CaptureRequested capture, Answer answer, Asker<Payment> asker) {
        return outcomes.commit(
                payment, p -> p.settleCapture(capture.capture(), answer.outcome(), now()), answer.exchanges(), asker);
    }

    private Payment settleVoid(Payment payment, VoidRequested request, Answer answer, Asker<Payment> asker) {
        return outcomes.commit(
                payment, p -> p.settleVoid(request.cancellation(), answer.outcome(), now()), answer.exchanges(), asker);
    }

    private boolean mayStillBeSent(Payment payment) {
        return payment.terms().at().plus(PATIENCE).isAfter(clock.instant());
    }

    /** What the payment is paid with, as the vault still has it; null if it no longer has. */
    private @Nullable Instrument reveal(Payment payment) {
        var terms = payment.terms();
        if (terms.upi() != null) {
            return new Instrument.Upi(terms.upi(), terms.vpa());
        }
        if (terms.card() == null) {
            return null;
        }
        String cvc = payments.sealedCvc(payment.tenant(), payment.id())
                .map(cvcOfPayment -> vault.open(payment.id().value(), cvcOfPayment))
                .orElse(null);
        return vault.reveal(payment.tenant(), terms.card().token())
                .map(card -> instrument(card, cvc))
                .orElse(null);
    }

    static Instrument.Card instrument(Card card, @Nullable String cvc) {
        return new Instrument.Card(card.number(), card.expMonth(), card.expYear(), cvc, card.holder());
    }

    private static Instruction authorization(Payment payment, Instrument instrument) {
        var terms = payment.terms();
        return new Instruction.Authorize(
                payment.tenant(),
                payment.id().value(),
                terms.amount(),
                terms.capture() == CaptureMode.AUTOMATIC,
                instrument,
                terms.description(),
                terms.returnUrl());
    }

    private Instruction instruction(Payment payment, CaptureRequested capture) {
        return new Instruction.Capture(
                payment.tenant(), capture.capture(), payment.id().value(), capture.amount(), capture.last());
    }

    private Instruction instruction(Payment payment, VoidRequested request) {
        return new Instruction.Cancel(
                payment.tenant(), request.cancellation(), payment.id().value());
    }

    /** To the millisecond, so that what is stored equals what was decided. */
    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }
}
