/**
 * What banks and acquirers say that they paid, against what the ledger says that they owe: statements are read, matched
 * and cleared, and what does not agree is worked by people.
 */
@NullMarked
@ApplicationModule(
        allowedDependencies = {
            "kernel",
            "payments",
            "refunds",
            "disputes",
            "gateways",
            "ledger",
            "merchants",
            "platform"
        })
package dev.florin.reconciliation;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
