package dev.florin.kernel;

import java.util.UUID;

/**
 * Whose data: one merchant in one mode. Every row that a merchant can see carries both, every query asks for both, and
 * test and live never meet.
 */
public record Tenant(UUID merchant, boolean live) {}
