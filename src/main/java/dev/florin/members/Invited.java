package dev.florin.members;

import org.jspecify.annotations.Nullable;

/**
 * An invitation that was made or renewed.
 *
 * @param link for whoever made it to hand over, as there is no mail server; null if it goes by e-mail
 */
public record Invited(Invitation invitation, @Nullable String link) {}
