/** What merchants copy from {@code samples} does what it says. */
@NullMarked
package dev.florin.samples;

import org.jspecify.annotations.NullMarked;
