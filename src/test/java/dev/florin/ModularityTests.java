package dev.florin;

import org.junit.jupiter.api.Test;
import org.springframework.modulith.core.ApplicationModules;
import org.springframework.modulith.docs.Documenter;

class ModularityTests {

    private static final ApplicationModules MODULES = ApplicationModules.of(Florin.class);

    @Test
    void modulesCallOnlyWhatTheyDeclare() {
        MODULES.verify();
    }

    /** Into {@code target/spring-modulith-docs}. */
    @Test
    void modulesAreDrawn() {
        new Documenter(MODULES).writeDocumentation();
    }
}
