/** Outgoing webhooks: what happens to a merchant's objects, told to its endpoints, signed, until they have heard it. */
@NullMarked
@ApplicationModule(
        allowedDependencies = {
            "kernel",
            "merchants",
            "vault",
            "platform",
            "orders",
            "payments",
            "refunds",
            "outbound",
            "alerts"
        })
package dev.florin.webhooks;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
