/** Which lines of statements pay which movements of the ledger: pure, and the same whenever it is asked. */
@NullMarked
package dev.florin.reconciliation.matching;

import org.jspecify.annotations.NullMarked;
