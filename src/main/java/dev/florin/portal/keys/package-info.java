/** API keys and the secret that results are signed with. */
@NullMarked
package dev.florin.portal.keys;

import org.jspecify.annotations.NullMarked;
