/**
 * Whether all that Florin told and did is true. It trusts the acquirer's log, what clients were answered and what their
 * endpoints heard; Florin's own API and database are the accused.
 */
@NullMarked
package dev.florin.torture.checker;

import org.jspecify.annotations.NullMarked;
