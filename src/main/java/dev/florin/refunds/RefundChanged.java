package dev.florin.refunds;

import dev.florin.kernel.Tenant;

/** A refund was made, or decided. Published with the commit of that. */
public record RefundChanged(Tenant tenant, RefundId refund, RefundStatus status) {}
