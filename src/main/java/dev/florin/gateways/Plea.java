package dev.florin.gateways;

import dev.florin.kernel.Tenant;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * What we say to an acquirer about a dispute, under one reference of ours: committed before the call and the same in every
 * retry, so that it is heard at most once.
 */
public sealed interface Plea {

    Tenant tenant();

    /** Ours. */
    UUID reference();

    /** The {@link Chargeback#acquirerReference} of the dispute. */
    String dispute();

    /**
     * Contest it. There is one chance.
     *
     * @param texts by what they tell of, such as {@code customer_communication}
     */
    record Evidence(Tenant tenant, UUID reference, String dispute, Map<String, String> texts, List<Paper> papers)
            implements Plea {}

    /** Let the customer have the money. This cannot be taken back. */
    record Acceptance(Tenant tenant, UUID reference, String dispute) implements Plea {}

    /** A file. @param id ours; the same file has the same in every retry */
    record Paper(UUID id, String name, String mediaType, byte[] content) {
        @Override
        public String toString() {
            return "Paper[%s, %s, %d bytes]".formatted(id, mediaType, content.length);
        }
    }
}
