package dev.florin.platform;

import java.util.UUID;

/**
 * Something that an acquirer is to be asked for a caller, in two transactions and a call between them.
 *
 * @param <S> what is stored about it
 * @param <V> what the caller is told of that
 */
public interface Errand<S, V> {

    /**
     * Stores what is about to be asked, in the caller's transaction, with a lease that lets others carry it on.
     *
     * @param reference new; the acquirer is asked under it
     */
    S begin(UUID reference);

    /** Takes what was begun in hand: asks the acquirer and commits what it says, outside of transactions. */
    InHand.Step<S> carryOn(S begun, UUID reference, Asker<S> asker);

    /** As it now is. */
    S read(UUID reference);

    /** Whether it, as it now is, tells what the caller wanted to know. */
    boolean isDone(S state, UUID reference);

    V view(S state);
}
