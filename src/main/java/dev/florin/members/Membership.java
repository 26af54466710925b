package dev.florin.members;

import java.util.UUID;

/** What a person is to a merchant. */
public record Membership(UUID person, UUID merchant, Role role) {}
