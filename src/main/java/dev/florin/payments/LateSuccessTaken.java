package dev.florin.payments;

import dev.florin.kernel.Tenant;

/** An acquirer took money for a payment that it had declined: it has to go back. Published with the commit of that. */
public record LateSuccessTaken(Tenant tenant, PaymentId payment) {}
