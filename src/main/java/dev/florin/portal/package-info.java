/** The merchants' pages, over what the other modules offer: no tables and no rules of its own. */
@NullMarked
@ApplicationModule
package dev.florin.portal;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
