/** The files that banks and acquirers send: what they say, line by line, and what is wrong with a line. */
@NullMarked
@NamedInterface("reading")
package dev.florin.reconciliation.reading;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
