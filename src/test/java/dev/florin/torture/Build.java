package dev.florin.torture;

import dev.florin.Florin;
import java.util.List;

/**
 * Which Florin is tortured.
 *
 * @param arguments further ones
 */
record Build(Class<?> main, List<String> arguments) {

    /** As it is. */
    static final Build GOOD = new Build(Florin.class, List.of());
}
