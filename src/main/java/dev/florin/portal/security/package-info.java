/** How somebody signs in, where they are signed in, and what was done at their merchant. */
@NullMarked
package dev.florin.portal.security;

import org.jspecify.annotations.NullMarked;
