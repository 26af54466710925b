/** How fast, at what cost, and how far from what this machine could do at best: measured, never asserted. */
@NullMarked
package dev.florin.benchmark;

import org.jspecify.annotations.NullMarked;
