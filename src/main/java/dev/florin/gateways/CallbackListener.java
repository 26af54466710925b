package dev.florin.gateways;

/** Implemented by modules that instruct acquirers: takes note of what an acquirer says of its own accord. */
public interface CallbackListener {

    /**
     * Commits what the callback tells, if it is news. Called outside of transactions, after the callback is stored and
     * the acquirer was answered; again until it returns, so that it must be safe to repeat, and by several threads and
     * instances at once. What is known already must cost no write.
     *
     * @return false if the callback is about no instruction of this module's
     * @throws RuntimeException if it could not be committed; it is called again later
     */
    boolean hear(Callback callback);
}
