package dev.florin.platform;

import dev.florin.kernel.Once;
import dev.florin.kernel.Prefer;
import dev.florin.kernel.TypeId;
import java.time.Duration;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/** Runs errands: begins them once per idempotency key, carries them on in the background, and lets callers wait. */
@Component
public class Errands {

    /** How often to look whether somebody else has carried it on, who alone can. */
    private static final Duration POLL = Duration.ofMillis(250);

    /** The same while it is in hand here, and the other would have to be told by a callback. */
    private static final Duration GLANCE = Duration.ofSeconds(1);

    private final TransactionOperations transactions;

    Errands(TransactionOperations transactions) {
        this.transactions = transactions;
    }

    /** @return the answer when the errand is done, or as it stands when the caller has waited long enough */
    public <S, V> V run(Errand<S, V> errand, Prefer prefer, Once<? super V> once) {
        Begun<S, V> begun = transactions.execute(_ -> begin(errand, prefer, once));
        UUID reference = begun.reference();
        if (begun.state() == null || begun.view() == null) { // an earlier request began it and died before it answered
            return await(errand, reference, InHand.Step.left(), prefer, once);
        }
        Asker<S> asker = prefer.waits()
                ? Asker.of(once, state -> errand.isDone(state, reference), errand::view)
                : Asker.nobody();
        InHand.Step<S> step = errand.carryOn(begun.state(), reference, asker);
        return prefer.waits() ? await(errand, reference, step, prefer, once) : begun.view();
    }

    private <S, V> Begun<S, V> begin(Errand<S, V> errand, Prefer prefer, Once<? super V> once) {
        UUID reference = TypeId.next();
        UUID claimed = once.claim(reference);
        if (!claimed.equals(reference)) {
            return new Begun<>(claimed, null, null);
        }
        S begun = errand.begin(reference);
        V view = errand.view(begun);
        if (!prefer.waits()) {
            once.complete(view);
        }
        return new Begun<>(reference, begun, view);
    }

    private <S, V> V await(
            Errand<S, V> errand, UUID reference, InHand.Step<S> step, Prefer prefer, Once<? super V> once) {
        long deadline = System.nanoTime() + prefer.patience().toNanos();
        S state;
        do {
            S told = step.within(shorter(step.isUnderWay() ? GLANCE : POLL, deadline));
            if (told != null && errand.isDone(told, reference)) {
                once.confirm(); // stored as the answer in the transaction that committed it
                return errand.view(told);
            }
            step = told == null ? step : InHand.Step.left();
            state = errand.read(reference);
        } while (!errand.isDone(state, reference) && System.nanoTime() < deadline);
        V view = errand.view(state);
        once.complete(view);
        return view;
    }

    private static Duration shorter(Duration wait, long deadline) {
        return Duration.ofNanos(Math.clamp(deadline - System.nanoTime(), 0, wait.toNanos()));
    }

    private record Begun<S, V>(
            UUID reference, @Nullable S state, @Nullable V view) {}
}
