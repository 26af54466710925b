package dev.florin;

import dev.florin.consistency.CheckCommand;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.security.autoconfigure.UserDetailsServiceAutoConfiguration;
import org.springframework.scheduling.annotation.EnableAsync;

@EnableAsync // listeners of other modules' events
@SpringBootApplication(
        exclude = UserDetailsServiceAutoConfiguration.class) // nobody signs in by a password made up at start
public class Florin {

    /** Serves until it is told to end; with {@code --florin.check=all} it looks whether all is well, and ends by itself. */
    public static void main(String[] args) {
        if (CheckCommand.isGiven(args)) {
            System.exit(CheckCommand.run(Florin.class, System.out, args));
        }
        SpringApplication.run(Florin.class, args);
    }
}
