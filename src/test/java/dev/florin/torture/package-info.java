/** Everything fails, at random and from a seed, while clients go on: afterwards the books have to agree. */
@NullMarked
package dev.florin.torture;

import org.jspecify.annotations.NullMarked;
