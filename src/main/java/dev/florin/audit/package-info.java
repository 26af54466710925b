/** Who did what to what, from where, and what it was before and after: entries that are added and never changed. */
@NullMarked
@ApplicationModule(allowedDependencies = {"kernel", "platform", "consistency"})
package dev.florin.audit;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
