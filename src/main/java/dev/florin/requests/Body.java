package dev.florin.requests;

/**
 * The beginning of a body as it was sent, not masked yet.
 *
 * @param bytes of which the first {@code length} are the body's; not copied
 * @param total how many bytes the body had, as far as it was read
 */
public record Body(byte[] bytes, int length, long total) {

    boolean isCut() {
        return length < total;
    }

    @Override
    public String toString() {
        return "Body[%d bytes]".formatted(total);
    }
}
