package dev.florin;

import dev.florin.platform.EmbeddedPostgresServer;
import java.util.Optional;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.annotation.Profile;
import org.springframework.context.event.EventListener;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/** Tells a developer where Florin is, how to get in, and one line that is paid at once. */
@Component
@Profile("dev")
class Announcement {

    private final ObjectProvider<EmbeddedPostgresServer> database;
    private final Environment environment;

    Announcement(ObjectProvider<EmbeddedPostgresServer> database, Environment environment) {
        this.database = database;
        this.environment = environment;
    }

    @EventListener
    void announce(ApplicationReadyEvent ready) {
        System.out.println(text(ready.getTimeTaken().toMillis(), environment.getProperty("local.server.port", "8080")));
    }

    private String text(long millis, String port) {
        String data = Optional.ofNullable(database.getIfAvailable())
                .map(server -> server.home().toString())
                .orElse("on the server that SPRING_DATASOURCE_URL names");
        return """

                Florin is at http://localhost:%1$s after %2$.1f s; its data: %3$s

                  portal  http://localhost:%1$s/test/dashboard
                          sign in as demo@florin.example, password tea-and-florins
                  console http://localhost:%1$s/admin

                  key     key_test_abc123
                  secret  secret_test_xyz789

                Create an order and pay it:

                  curl -u key_test_abc123:secret_test_xyz789 -H 'Prefer: wait=10' -H 'Content-Type: application/json' \
                http://localhost:%1$s/api/v1/payments -d '{"amount":50000,"currency":"INR","method":"card",\
                "card":{"number":"4242424242424242","exp_month":12,"exp_year":2030,"cvc":"123"}}'
                """.formatted(port, millis / 1000.0, data);
    }
}
