/** Who works for a merchant. */
@NullMarked
package dev.florin.portal.team;

import org.jspecify.annotations.NullMarked;
