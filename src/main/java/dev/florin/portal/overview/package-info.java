/** How business goes. */
@NullMarked
package dev.florin.portal.overview;

import org.jspecify.annotations.NullMarked;
