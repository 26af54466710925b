/** Merchants, their API keys, their settings, and what they show to customers. */
@NullMarked
@ApplicationModule(allowedDependencies = {"kernel", "platform", "vault"})
package dev.florin.merchants;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
