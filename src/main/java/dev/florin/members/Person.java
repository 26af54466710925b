package dev.florin.members;

import java.time.Instant;
import java.util.UUID;

/**
 * Somebody who signs in.
 *
 * @param email as it was typed; two people never have the same, whatever the letters' case
 * @param admin whether they may look into the console of those who run Florin
 */
public record Person(UUID id, String email, String name, boolean admin, Instant createdAt) {}
