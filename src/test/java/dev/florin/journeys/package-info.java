/** Whole flows over HTTP, and what is left of them when things go wrong. */
@NullMarked
package dev.florin.journeys;

import org.jspecify.annotations.NullMarked;
