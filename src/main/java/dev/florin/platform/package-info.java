/** What the house stands on: the embedded PostgreSQL, migrations, the clock, the scheduler. Nothing here knows payments. */
@NullMarked
@ApplicationModule(allowedDependencies = {})
package dev.florin.platform;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
