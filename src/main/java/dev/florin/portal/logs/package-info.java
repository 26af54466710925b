/** The log of the API. */
@NullMarked
package dev.florin.portal.logs;

import org.jspecify.annotations.NullMarked;
