/** Webhook endpoints, and what was sent to them. */
@NullMarked
package dev.florin.portal.webhooks;

import org.jspecify.annotations.NullMarked;
