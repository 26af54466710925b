package dev.florin.admin;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.springframework.stereotype.Component;

/** Whether anything needs a person, in a dozen numbers. */
@Component
class Lights {

    private final List<Lamp> lamps;
    private final InstantSource clock;

    Lights(List<Lamp> lamps, InstantSource clock) {
        this.lamps = lamps;
        this.clock = clock;
    }

    List<Light> all() {
        Instant now = clock.instant();
        return lamps.stream().flatMap(lamp -> lamp.lights(now).stream()).toList();
    }
}
