/** What needs an operator now: seen by watches that any module may have, told by e-mail and webhook, and ended. */
@NullMarked
@ApplicationModule(allowedDependencies = {"kernel", "platform", "outbound"})
package dev.florin.alerts;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
