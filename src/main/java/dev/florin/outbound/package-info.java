/** HTTP to addresses that others name: nothing inside of our own network can be reached by it, unless it is told to. */
@NullMarked
@ApplicationModule(allowedDependencies = {})
package dev.florin.outbound;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
