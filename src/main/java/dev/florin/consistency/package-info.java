/**
 * Whether what is stored hangs together: laws that modules declare about their data, looked at all the time and as a
 * whole every night, and what was found to break them.
 */
@NullMarked
@ApplicationModule(allowedDependencies = {"kernel", "platform", "alerts"})
package dev.florin.consistency;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
