package dev.florin.payments;

import dev.florin.kernel.Once;
import dev.florin.kernel.Prefer;
import dev.florin.kernel.TypeId;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/** Runs errands: begins them once per idempotency key, carries them on in the background, and lets callers wait. */
@Component
class Errands {

    private static final Duration POLL = Duration.ofMillis(250);

    private final PaymentRepository payments;
    private final InHand inHand;
    private final TransactionOperations transactions;

    Errands(PaymentRepository payments, InHand inHand, TransactionOperations transactions) {
        this.payments = payments;
        this.inHand = inHand;
        this.transactions = transactions;
    }

    /** @return the payment when the errand is done, or as it stands when the caller has waited long enough */
    PaymentView run(Errand errand, Prefer prefer, Once<? super PaymentView> once) {
        Begun begun = transactions.execute(_ -> begin(errand, prefer, once));
        UUID reference = begun.reference();
        Payment payment = begun.payment();
        if (payment == null) { // an earlier request began it and died before it answered
            return await(errand, reference, Optional.empty(), prefer, once);
        }
        PaymentView asBegun = payment.view();
        Asker asker = prefer.waits() ? new Asker(once, p -> errand.isDone(p, reference)) : Asker.NOBODY;
        var step = inHand.take(errand.tenant(), payment.id(), () -> errand.carryOn(payment, reference, asker));
        return prefer.waits() ? await(errand, reference, step, prefer, once) : asBegun;
    }

    private Begun begin(Errand errand, Prefer prefer, Once<? super PaymentView> once) {
        UUID reference = TypeId.next();
        UUID claimed = once.claim(reference);
        if (!claimed.equals(reference)) {
            return new Begun(claimed, null);
        }
        Payment payment = errand.begin(reference);
        if (!prefer.waits()) {
            once.complete(payment.view());
        }
        return new Begun(reference, payment);
    }

    private PaymentView await(
            Errand errand,
            UUID reference,
            Optional<CompletableFuture<Payment>> step,
            Prefer prefer,
            Once<? super PaymentView> once) {
        long deadline = System.nanoTime() + prefer.patience().toNanos();
        Payment payment = step.map(s -> join(s, prefer.patience())).orElse(null);
        if (payment != null && errand.isDone(payment, reference)) {
            return payment.view(); // and stored as the answer in the transaction that committed it
        }
        do {
            pause(deadline);
            payment = read(errand, reference);
        } while (!errand.isDone(payment, reference) && System.nanoTime() < deadline);
        return once.complete(payment.view())
                ? payment.view()
                : read(errand, reference).view();
    }

    private Payment read(Errand errand, UUID reference) {
        PaymentId id = errand.payment(reference);
        return payments.read(errand.tenant(), id).orElseThrow(() -> new PaymentNotFound(id));
    }

    /** @return null if the step takes longer or failed: then it is the lease's */
    private static @Nullable Payment join(CompletableFuture<Payment> step, Duration wait) {
        try {
            return step.get(wait.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException | ExecutionException e) {
            return null;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return null;
        }
    }

    private static void pause(long deadline) {
        long left = Math.min(POLL.toNanos(), deadline - System.nanoTime());
        try {
            TimeUnit.NANOSECONDS.sleep(left);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private record Begun(UUID reference, @Nullable Payment payment) {}
}
