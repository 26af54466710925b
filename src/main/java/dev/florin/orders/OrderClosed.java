package dev.florin.orders;

import dev.florin.kernel.Tenant;
import java.time.Instant;

/** An order came to its end: it was paid, it expired or it was cancelled. Published with the commit of that. */
public record OrderClosed(Tenant tenant, OrderId order, OrderStatus status, Instant at) {}
