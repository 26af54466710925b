/** Accounts and transfers between them: a double-entry primitive that knows no payment. */
@NullMarked
@ApplicationModule(allowedDependencies = {"kernel", "platform", "consistency"})
package dev.florin.ledger;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
