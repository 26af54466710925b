package dev.florin.webhooks;

import java.time.Instant;
import java.util.UUID;

/**
 * Something that happened to an object of a merchant.
 *
 * @param objectType by which the object is called in the event's data, such as {@code payment}
 * @param objectWireId the object's id as the API writes it
 * @param sequence grows with what happens to the object. Together with object and name it is the event's identity: the
 *     same one announced again is no event
 * @param data the object as it was then, to be written as the API writes it; no card numbers
 */
public record Happening(
        EventName name, String objectType, UUID objectId, String objectWireId, int sequence, Instant at, Object data) {}
