/** Merchants' programs that ask all sorts of things at once, and remember what they asked and were told. */
@NullMarked
package dev.florin.torture.workload;

import org.jspecify.annotations.NullMarked;
