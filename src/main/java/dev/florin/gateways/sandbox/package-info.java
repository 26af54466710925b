/**
 * A card and UPI acquirer for development and tests, reached over HTTP like any other. It keeps its books in a log file
 * of its own, so that they can testify against Florin's. Described in {@code docs/sandbox.md}.
 */
@NullMarked
package dev.florin.gateways.sandbox;

import org.jspecify.annotations.NullMarked;
