/** What merchants are paid out: the fees, the settlement of each day, and what becomes of its payout. */
@NullMarked
@ApplicationModule(allowedDependencies = {"kernel", "ledger", "merchants", "platform", "alerts", "consistency"})
package dev.florin.settlements;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
