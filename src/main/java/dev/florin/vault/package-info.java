/** Card numbers and secrets, encrypted; outside there are only tokens. */
@NullMarked
@ApplicationModule(allowedDependencies = {"kernel", "platform"})
package dev.florin.vault;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
