package dev.florin.kernel;

import java.util.UUID;
import java.util.function.Function;

/**
 * The promise that a request with an idempotency key has one effect and one answer: whoever commits the effect commits
 * the answer in the same transaction. Use cases that change something take one of these as their last parameter; for
 * callers without a key there is {@link #unkeyed()}.
 *
 * <p>A use case of one transaction that nothing stored can refuse calls {@link #complete} alone. Any other calls
 * {@link #claim} first of all in the transaction that commits what will be resumed, and {@link #complete} in the one that
 * commits the outcome. When the key was used before, {@code claim}, or the commit of a transaction with {@code complete}
 * alone, leaves by an exception that only the face at the door understands (the stored answer, a conflict, or another
 * request's key), and the transaction rolls back.
 *
 * @param <V> what the use case answers
 */
public interface Once<V> {

    /**
     * Claims the key for an effect on {@code resource}, in the caller's transaction.
     *
     * @return {@code resource}; or, when an earlier request with this key died before it answered, the resource that
     *     that one had begun: go on with it and begin nothing
     */
    UUID claim(UUID resource);

    /**
     * Stores the answer: with the commit of the caller's transaction, or at once where there is none. If one to this
     * request was stored before, that one stands, and without a transaction this leaves as {@link #claim} does.
     */
    void complete(V answer);

    /**
     * Called when the answer was stored by a transaction that has committed, before it is given: if somebody else may
     * have answered the request meanwhile, and has, this leaves as {@link #claim} does.
     */
    default void confirm() {}

    /** For callers without a key, and for what Florin does of its own accord. */
    static <V> Once<V> unkeyed() {
        return new Once<>() {
            @Override
            public UUID claim(UUID resource) {
                return resource;
            }

            @Override
            public void complete(V answer) {}
        };
    }

    /** A parameter of a controller's POST method: this request, by its {@code Idempotency-Key} header if it has one. */
    interface Request {
        /**
         * @param status the HTTP status of the answer
         * @param wire from what the use case answers to what is written as JSON
         */
        <V> Once<V> answer(int status, Function<? super V, ?> wire);
    }

    /** Idempotency keys for a face whose requests carry none of their own: the token of a form is one. */
    interface Keys {
        /**
         * Runs a use case, or finds out what became of it when it was run before with this key. While an earlier request
         * with it is still being worked on, this waits.
         *
         * @param key 1–200 visible ASCII characters, hard to guess
         * @param request what is asked for, and by whom; the same key with another request is refused
         * @param memory from what the use case answers to what is remembered of it: an id
         * @throws Rejection what the use case throws, when nothing is remembered; {@code idempotency_error} for another
         *     request; {@code idempotency_key_in_use} if the earlier one takes too long
         */
        <V> Memory run(
                Tenant tenant,
                String key,
                String request,
                Function<? super V, String> memory,
                Function<? super Once<V>, ? extends V> useCase);

        /**
         * What a use case came to.
         *
         * @param isOld whether it was run by an earlier request, and not by this one
         */
        record Memory(String text, boolean isOld) {}
    }
}
