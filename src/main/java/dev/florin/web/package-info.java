/** The door of the API: keys, idempotency, limits, problems. Nobody depends on it. */
@NullMarked
@ApplicationModule(allowedDependencies = {"kernel", "merchants", "platform", "requests", "consistency"})
package dev.florin.web;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
