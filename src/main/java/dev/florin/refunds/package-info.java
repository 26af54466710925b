/** Refunds: money that goes back, asked for once, carried out in the background, and known to the end. */
@NullMarked
@ApplicationModule(
        allowedDependencies = {
            "kernel",
            "payments",
            "orders",
            "gateways",
            "ledger",
            "merchants",
            "platform",
            "consistency",
            "alerts"
        })
package dev.florin.refunds;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
