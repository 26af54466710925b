/**
 * What the house stands on: the embedded PostgreSQL, migrations, the clock, the scheduler, writes that go together, and
 * work that outlives the instance that has it in hand. Nothing here knows payments.
 */
@NullMarked
@ApplicationModule(allowedDependencies = "kernel")
package dev.florin.platform;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
