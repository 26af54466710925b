package dev.florin.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import dev.florin.ApiClient;
import dev.florin.FlorinTest;
import dev.florin.PortalClient;
import dev.florin.Possessions;
import dev.florin.Walk;
import dev.florin.Walk.Found;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.TestPropertySource;

/** From the portal's front page, the console's and the guide's, every link of ours leads somewhere. */
@FlorinTest
@TestPropertySource(properties = "spring.application.name=florin-links") // a database of merchants that there are
class NoDeadLinksTests {

    @LocalServerPort
    private int port;

    @Test
    void everyLinkLeadsSomewhere() {
        Possessions.of(new ApiClient(port));

        var found = Walk.from(new PortalClient(port).signIn(), "/test/dashboard", "/admin", "/docs");

        assertThat(found).extracting(Found::link).contains("/test/dashboard", "/admin");
        assertThat(found).filteredOn(Found::isDead).isEmpty();
    }
}
