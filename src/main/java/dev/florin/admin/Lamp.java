package dev.florin.admin;

import java.time.Instant;
import java.util.List;

/** Lights about one matter: beans of which {@link Lights} shows all. What they read is bounded, whatever has happened. */
@FunctionalInterface
interface Lamp {

    List<Light> lights(Instant now);
}
