package dev.florin.pages;

/**
 * What is asked for needs a recent proof of who asks. Thrown by a handler before it has done anything: the visitor is
 * asked for the proof, and the same request comes again.
 */
public final class ProofNeeded extends RuntimeException {

    public ProofNeeded() {
        super("A recent proof is needed", null, false, false);
    }
}
