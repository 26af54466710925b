/** Reconciliation: statements, what came of their days, and what people have to look at. */
@NullMarked
package dev.florin.portal.reconciliation;

import org.jspecify.annotations.NullMarked;
