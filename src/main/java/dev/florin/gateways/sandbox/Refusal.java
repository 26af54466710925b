package dev.florin.gateways.sandbox;

/** A request that is not taken on at all and leaves no fact: malformed, not authenticated, or a reference reused. */
final class Refusal extends RuntimeException {

    final int status;
    final String code;

    Refusal(int status, String code, String message) {
        super(message, null, false, false);
        this.status = status;
        this.code = code;
    }
}
