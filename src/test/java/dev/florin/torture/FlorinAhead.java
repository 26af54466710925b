package dev.florin.torture;

import dev.florin.Florin;
import dev.florin.platform.ClockAhead;
import org.springframework.boot.SpringApplication;

/** Florin on a machine whose clock is an hour ahead. */
final class FlorinAhead {

    private FlorinAhead() {}

    public static void main(String[] args) {
        new SpringApplication(Florin.class, ClockAhead.class).run(args);
    }
}
