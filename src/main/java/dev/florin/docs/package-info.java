/**
 * What integrators read: the guide, the errors and the reference of the API, all from files of the repository. It knows
 * no merchant's data; whoever shows it says what its samples are to be filled with.
 */
@NullMarked
@ApplicationModule(allowedDependencies = {"kernel", "platform"})
package dev.florin.docs;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
