package dev.florin.web;

/** The request was answered before: leaves the use case, rolling back what it began, and is answered the same again. */
final class StoredAnswer extends RuntimeException {

    private final int status;
    private final transient byte[] body;

    StoredAnswer(int status, byte[] body) {
        super("answered before", null, false, false);
        this.status = status;
        this.body = body;
    }

    int status() {
        return status;
    }

    byte[] body() {
        return body;
    }
}
