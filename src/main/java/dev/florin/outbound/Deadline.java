package dev.florin.outbound;

import java.net.SocketTimeoutException;
import java.time.Duration;

/** When the exchange that runs in this thread has to be over. */
final class Deadline {

    private static final ScopedValue<Long> END = ScopedValue.newInstance();

    private Deadline() {}

    static <T> T within(Duration patience, ScopedValue.CallableOp<T, RuntimeException> exchange) {
        return ScopedValue.where(END, System.nanoTime() + patience.toNanos()).call(exchange);
    }

    /**
     * What is left of it, and no more than {@code most}.
     *
     * @throws SocketTimeoutException if that is nothing
     */
    static int millis(int most) throws SocketTimeoutException {
        if (!END.isBound()) {
            return most;
        }
        long left = (END.get() - System.nanoTime()) / 1_000_000;
        if (left <= 0) {
            throw new SocketTimeoutException("time is over");
        }
        return (int) Math.min(most, left);
    }
}
