package dev.florin.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.florin.FlorinTest;
import dev.florin.platform.DatabaseOwner;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.TestPropertySource;

/** Who may see what of Florin's own state, where the operator has set a token. */
@FlorinTest
@TestPropertySource(properties = "florin.operator.token=brass-lamp-at-noon")
class HealthTests {

    private static final String TOKEN = "brass-lamp-at-noon";

    @LocalServerPort
    private int port;

    @Autowired
    DatabaseOwner databaseOwner;

    @Test
    void everybodyHearsWhetherFlorinWorksAndNothingElse() throws Exception {
        assertThat(get("/api/v1/health", null).body())
                .isIn("{\"status\":\"ok\",\"database\":\"ok\"}", "{\"database\":\"ok\",\"status\":\"ok\"}");
        for (String path : new String[] {"", "/liveness", "/readiness"}) {
            HttpResponse<String> answer = get("/actuator/health" + path, null);
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.body()).contains("UP").doesNotContain("details").doesNotContain("components");
        }
    }

    @Test
    void theOperatorSeesTheDetails() throws Exception {
        assertThat(get("/actuator/health/readiness", TOKEN).body())
                .contains("\"db\"", "\"migrations\"", "readinessState");
        assertThat(get("/actuator/health/liveness", TOKEN).body())
                .contains("livenessState")
                .doesNotContain("\"db\"");
    }

    @Test
    void metricsAreTheOperatorsAlone() throws Exception {
        assertThat(get("/actuator/prometheus", TOKEN).body()).contains("florin_payments_captures_total");
        for (String wrong : new String[] {null, "", "brass-lamp", TOKEN + "x"}) {
            HttpResponse<String> answer = get("/actuator/prometheus", wrong);
            assertThat(answer.statusCode()).as("%s", wrong).isIn(401, 404);
            assertThat(answer.body()).doesNotContain("florin_");
        }
        assertThat(get("/actuator/env", TOKEN).statusCode()).isIn(403, 404);
    }

    @Test
    void anInstanceWhoseDatabaseHasOtherTablesTakesNoRequestsAndIsNotRestarted() throws Exception {
        var owner = JdbcClient.create(databaseOwner.dataSource());
        owner.sql("alter table public.migration_run rename to migration_run_gone")
                .update();
        try {
            assertThat(get("/actuator/health/readiness", null).statusCode()).isEqualTo(503);
            assertThat(get("/actuator/health/liveness", null).statusCode()).isEqualTo(200);
        } finally {
            owner.sql("alter table public.migration_run_gone rename to migration_run")
                    .update();
        }
        assertThat(get("/actuator/health/readiness", null).statusCode()).isEqualTo(200);
    }

    private HttpResponse<String> get(String path, @Nullable String token) throws Exception {
        var request = HttpRequest.newBuilder(URI.create("http://localhost:" + port + path));
        if (token != null) {
            request.header("Authorization", "Bearer " + token);
        }
        try (var http = HttpClient.newHttpClient()) {
            return http.send(request.build(), BodyHandlers.ofString());
        }
    }
}
