/** Fills a merchant's books with payments of more than a year, to see and measure pages with. */
@NullMarked
package dev.florin.seed;

import org.jspecify.annotations.NullMarked;
