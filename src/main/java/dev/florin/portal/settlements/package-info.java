/** What is paid out to a merchant, and where to. */
@NullMarked
package dev.florin.portal.settlements;

import org.jspecify.annotations.NullMarked;
