/** Acquirers behind one port: routing, time-outs, retries, circuit breakers, and the audit trail of every exchange. */
@NullMarked
@ApplicationModule(allowedDependencies = {"kernel", "platform", "consistency", "alerts"})
package dev.florin.gateways;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
