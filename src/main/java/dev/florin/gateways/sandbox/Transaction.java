package dev.florin.gateways.sandbox;

import dev.florin.gateways.sandbox.FactLog.Batch;
import dev.florin.kernel.TypeId;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One request and what became of it; of an authorisation also how much of it was captured, refunded and released.
 * Guarded by the {@link Processor}'s lock, but for waiting.
 */
final class Transaction {

    private final Fact.Accepted accepted;
    private volatile Result result;
    private volatile Instant decidedAt;
    private volatile @Nullable CountDownLatch open;
    private volatile @Nullable Batch kept;

    private long captured;
    private long refunded;
    private boolean closed;

    Transaction(Fact.Accepted accepted) {
        this.accepted = accepted;
        this.result = accepted.verdict().now();
        this.decidedAt = accepted.at();
        this.open = accepted.verdict().fate() == null ? null : new CountDownLatch(1);
    }

    Fact.Accepted accepted() {
        return accepted;
    }

    Request request() {
        return accepted.request();
    }

    UUID reference() {
        return request().reference();
    }

    Result result() {
        return result;
    }

    /** When {@link #result} came to be. */
    Instant decidedAt() {
        return decidedAt;
    }

    /** True while its fate is still to come. What is pending waits for that, and of an acquirer at fault what was declined. */
    boolean isUnsettled() {
        return open != null;
    }

    /** What the client was told, or is told again: not always how things stand by now. */
    Result firstAnswer() {
        return accepted.verdict().held() ? result : accepted.verdict().now();
    }

    /** Waits until {@link #firstAnswer} is decided and on disk. */
    void awaitFirstAnswer() throws InterruptedException {
        CountDownLatch pending = open;
        if (accepted.verdict().held() && pending != null) {
            pending.await();
        }
        awaitKept();
    }

    /** Waits until the last change is on disk. */
    void awaitKept() throws InterruptedException {
        Batch batch = kept;
        if (batch != null) {
            batch.await();
        }
    }

    /** @return true if it was settled within {@code time} */
    boolean awaitSettled(Duration time) throws InterruptedException {
        CountDownLatch pending = open;
        return pending == null || pending.await(time.toMillis(), TimeUnit.MILLISECONDS);
    }

    void keptIn(Batch batch) {
        kept = batch;
    }

    /** Sets the final result; {@link #settled} lets the waiting ones go. */
    void resolve(Result outcome, Instant at) {
        decidedAt = at;
        result = outcome;
    }

    void settled() {
        CountDownLatch pending = open;
        open = null;
        if (pending != null) {
            pending.countDown();
        }
    }

    void capture(long amount) {
        captured = Math.addExact(captured, amount);
    }

    void refund(long amount) {
        refunded = Math.addExact(refunded, amount);
    }

    void close() {
        closed = true;
    }

    long captured() {
        return captured;
    }

    long refunded() {
        return refunded;
    }

    /** Nothing will be captured any more. */
    boolean closed() {
        return closed;
    }

    /** What may still be captured. */
    long remaining() {
        return result.approved() && !closed ? accepted.amount() - captured : 0;
    }

    long refundable() {
        return captured - refunded;
    }

    /** The acquirer's own name for it. */
    String id() {
        return TypeId.format("sbx", reference());
    }

    /** Six digits; the same for the same transaction, as it is part of the first answer. */
    String authCode() {
        return "%06d".formatted(Math.floorMod(reference().hashCode() * 31L, 1_000_000L));
    }
}
