package dev.florin.settlements;

import dev.florin.kernel.Tenant;

/** A settlement was made, paid, or has failed. Published with the commit of that. */
public record SettlementChanged(Tenant tenant, SettlementId settlement, SettlementStatus status) {}
