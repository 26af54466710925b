/** People: who they are, how they sign in, and what they may do for which merchant. */
@NullMarked
@ApplicationModule(allowedDependencies = {"kernel", "platform", "merchants", "vault", "audit"})
package dev.florin.members;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
