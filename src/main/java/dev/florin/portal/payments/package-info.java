/** Payments, orders and refunds: lists, search, files, one timeline of each payment, and what can be done with it. */
@NullMarked
package dev.florin.portal.payments;

import org.jspecify.annotations.NullMarked;
