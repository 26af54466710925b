/** HTTP to addresses that strangers name: nothing inside of our own network can be reached by it. */
@NullMarked
package dev.florin.webhooks.outbound;

import org.jspecify.annotations.NullMarked;
