package dev.florin.gateways;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Spares an acquirer that is down, and spares us waiting for it. Instructions wait until it has recovered. Inquiries do
 * not: while the circuit is open they pass one at a time, so that unknown outcomes are found out as soon as anything can
 * be, and the first good answer closes the circuit half, without waiting for its time.
 */
final class Circuit {

    private static final Exception UNHEALTHY =
            new Exception("the acquirer does not do its part", null, false, false) {};

    private final CircuitBreaker breaker;
    private final Semaphore probe = new Semaphore(1);

    Circuit(CircuitBreaker breaker) {
        this.breaker = breaker;
    }

    CircuitBreaker.State state() {
        return breaker.getState();
    }

    /** Keeps it open, whatever inquiries find, until it is released. */
    void hold() {
        breaker.transitionToForcedOpenState();
    }

    /** Lets trial calls decide. @return false if it was not open */
    boolean release() {
        boolean open = state() == CircuitBreaker.State.FORCED_OPEN || state() == CircuitBreaker.State.OPEN;
        if (open) {
            breaker.transitionToHalfOpenState();
        }
        return open;
    }

    /** Empty when the circuit is open. */
    Optional<Attempt> instruct(Supplier<Attempt> call) {
        return breaker.tryAcquirePermission() ? Optional.of(counted(call)) : Optional.empty();
    }

    /** Empty when the circuit is open and another inquiry is already finding out whether it need be. */
    Optional<Attempt> inquire(Supplier<Attempt> call) {
        if (breaker.tryAcquirePermission()) {
            return Optional.of(counted(call));
        }
        if (!probe.tryAcquire()) {
            return Optional.empty();
        }
        try {
            Attempt attempt = call.get();
            if (attempt.healthy() && breaker.getState() == CircuitBreaker.State.OPEN) {
                breaker.transitionToHalfOpenState();
            }
            return Optional.of(attempt);
        } finally {
            probe.release();
        }
    }

    private Attempt counted(Supplier<Attempt> call) {
        long start = System.nanoTime();
        try {
            Attempt attempt = call.get();
            long took = System.nanoTime() - start;
            if (attempt.healthy()) {
                breaker.onSuccess(took, TimeUnit.NANOSECONDS);
            } else {
                breaker.onError(took, TimeUnit.NANOSECONDS, UNHEALTHY);
            }
            return attempt;
        } catch (RuntimeException | Error e) {
            breaker.releasePermission(); // a defect of ours says nothing about the acquirer
            throw e;
        }
    }
}
