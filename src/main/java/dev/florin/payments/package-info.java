/** Payments: authorise, capture, void; a stream of events each, and an answer to every unknown. */
@NullMarked
@ApplicationModule(
        allowedDependencies = {
            "kernel",
            "orders",
            "gateways",
            "vault",
            "ledger",
            "merchants",
            "platform",
            "consistency",
            "alerts"
        })
package dev.florin.payments;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
