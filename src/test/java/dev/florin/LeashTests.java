package dev.florin;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

@EnabledOnOs(OS.LINUX)
class LeashTests {

    @Test
    void aCommandEndsWhenNobodyHoldsItsInput() throws Exception {
        Process sleeping = new ProcessBuilder(Leash.on(List.of("sleep", "60"))).start();
        assertThat(sleeping.waitFor(300, TimeUnit.MILLISECONDS)).isFalse();
        assertThat(sleeping.info().command())
                .hasValueSatisfying(command -> assertThat(command).endsWith("sleep"));
        sleeping.getOutputStream().close(); // as the end of this JVM does
        assertThat(sleeping.waitFor(10, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void aCommandThatEndsByItselfTellsItsStatus() throws Exception {
        assertThat(new ProcessBuilder(Leash.on(List.of("sh", "-c", "exit 3")))
                        .start()
                        .waitFor())
                .isEqualTo(3);
    }
}
