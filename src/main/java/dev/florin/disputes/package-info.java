/** Disputes: money that customers want back from their issuers, contested or let go, and known to the end. */
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
package dev.florin.disputes;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
