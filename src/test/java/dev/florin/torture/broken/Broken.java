package dev.florin.torture.broken;

import dev.florin.Florin;
import java.util.Arrays;
import org.springframework.boot.SpringApplication;

/** Starts a broken Florin: {@code --torture.broken=NEW_REFERENCE_ON_RETRY}. */
public final class Broken {

    public static final String ARGUMENT = "--torture.broken=";

    private Broken() {}

    public static void main(String[] args) {
        Variant variant = Arrays.stream(args)
                .filter(argument -> argument.startsWith(ARGUMENT))
                .map(argument -> Variant.valueOf(argument.substring(ARGUMENT.length())))
                .findFirst()
                .orElseThrow();
        new SpringApplication(Florin.class, variant.configuration()).run(args);
    }
}
