/** The documentation for those who are signed in, with their own test key in its samples. */
@NullMarked
package dev.florin.portal.docs;

import org.jspecify.annotations.NullMarked;
