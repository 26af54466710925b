/** The log of the API: what came in, who sent it and what was answered, masked, for as long as a merchant may look it up. */
@NullMarked
@ApplicationModule(allowedDependencies = {"kernel", "platform"})
package dev.florin.requests;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
