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
            "settlements",
            "disputes",
            "outbound",
            "alerts",
            "consistency"
        })
package dev.florin.webhooks;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
