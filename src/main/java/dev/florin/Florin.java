package dev.florin;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.security.autoconfigure.UserDetailsServiceAutoConfiguration;
import org.springframework.scheduling.annotation.EnableAsync;

@EnableAsync // listeners of other modules' events
@SpringBootApplication(
        exclude = UserDetailsServiceAutoConfiguration.class) // nobody signs in by a password made up at start
public class Florin {

    public static void main(String[] args) {
        SpringApplication.run(Florin.class, args);
    }
}
