/** Merchants, their API keys and their settings. */
@NullMarked
@ApplicationModule(allowedDependencies = {"kernel", "platform"})
package dev.florin.merchants;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
