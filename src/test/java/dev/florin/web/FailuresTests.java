package dev.florin.web;

import static dev.florin.web.ProblemAssert.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import dev.florin.FlorinTest;
import dev.florin.merchants.MerchantFixture;
import dev.florin.merchants.Merchants;
import dev.florin.web.RawHttp.Reply;
import jakarta.servlet.http.HttpServletRequest;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.mockito.Mockito;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.test.web.server.LocalServerPort;

/** When Florin itself fails, its caller learns what to do and nothing else, and its operator learns all. */
@FlorinTest
@ExtendWith(OutputCaptureExtension.class)
class FailuresTests {

    @LocalServerPort
    int port;

    @Autowired
    HikariDataSource database;

    @Autowired
    Merchants merchants;

    @Autowired
    Problems problems;

    @Test
    void withoutADatabaseItIsUnavailableAndSoonTriedAgain() throws Exception {
        var http = new RawHttp(port);
        var stranger = MerchantFixture.merchant(merchants); // whose key nobody has read yet
        List<Callable<Reply>> requests = List.of(
                () -> http.post("/api/v1/orders", "{\"amount\":1,\"currency\":\"INR\"}"),
                () -> http.get("/api/v1/orders"),
                () -> http.send(
                        "GET",
                        "/api/v1/orders",
                        new byte[0],
                        "X-Api-Key: " + stranger.keyId(),
                        "X-Api-Secret: " + stranger.secret()));
        List<Connection> all = new ArrayList<>();
        // At once, as each waits for a connection as long as Florin does
        try (var callers = Executors.newVirtualThreadPerTaskExecutor()) {
            while (all.size() < database.getMaximumPoolSize()) {
                all.add(connection());
            }
            var health = callers.submit(() -> http.get("/api/v1/health"));
            for (Future<Reply> reply : callers.invokeAll(requests)) {
                assertUnavailable(reply.get());
            }
            assertThat(health.get().status()).isEqualTo(503);
        } finally {
            for (Connection connection : all) {
                connection.close();
            }
        }
        assertThat(http.get("/api/v1/orders").status()).isEqualTo(200);
    }

    @Test
    void whatNobodyForesawIsLoggedWholeAndToldInOneSentence(CapturedOutput output) {
        HttpServletRequest request = Mockito.mock();
        Mockito.when(request.getMethod()).thenReturn("GET");
        Mockito.when(request.getRequestURI()).thenReturn("/api/v1/orders");
        var answer = problems.unexpected(new IllegalStateException("the secret cause"), request);
        assertThat(answer.getStatusCode().value()).isEqualTo(500);
        assertThat(new String(answer.getBody(), java.nio.charset.StandardCharsets.UTF_8))
                .contains("internal_error", "same Idempotency-Key")
                .doesNotContain("secret cause", "IllegalState");
        assertThat(output).contains("the secret cause", "at dev.florin.web.FailuresTests");
    }

    private Connection connection() throws SQLException {
        while (true) {
            try {
                return database.getConnection();
            } catch (java.sql.SQLTransientConnectionException e) {
                // a job of Florin's has one for a moment
            }
        }
    }

    private static void assertUnavailable(Reply reply) {
        assertProblem(reply).is(503, "temporarily_unavailable").says("same Idempotency-Key");
        assertThat(reply.header("retry-after")).isEqualTo("1");
    }
}
