/**
 * Florins that are broken on purpose, each in one thing that keeps money from being lost or taken twice, so that the
 * checker has something to find. Nothing of it is in the production code.
 */
@NullMarked
package dev.florin.torture.broken;

import org.jspecify.annotations.NullMarked;
