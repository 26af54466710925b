package dev.florin.webhooks;

import dev.florin.kernel.Tenant;
import dev.florin.orders.OrderId;
import java.time.Instant;

/** A payment has paid an order. Published with the commit of that, if an endpoint wants to hear of it. */
record OrderPaid(Tenant tenant, OrderId order, Instant at) {}
