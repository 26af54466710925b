/** The files that banks and acquirers send: what they say, line by line, and what is wrong with a line. */
@NullMarked
package dev.florin.reconciliation.reading;

import org.jspecify.annotations.NullMarked;
