package dev.florin.orders;

import dev.florin.kernel.Tenant;
import java.time.Instant;

/** An order ended without having been paid: it expired or was cancelled. Published with the commit of that. */
public record OrderClosed(Tenant tenant, OrderId order, Instant at) {}
