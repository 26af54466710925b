/** How a merchant shows itself, and its time zone. */
@NullMarked
package dev.florin.portal.settings;

import org.jspecify.annotations.NullMarked;
