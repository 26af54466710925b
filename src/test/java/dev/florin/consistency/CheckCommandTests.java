package dev.florin.consistency;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.florin.ApiClient;
import dev.florin.ApiClient.Reply;
import dev.florin.Florin;
import dev.florin.FlorinTest;
import dev.florin.kernel.TypeId;
import dev.florin.platform.DatabaseOwner;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.TestPropertySource;

/** The command that looks at everything, beside a Florin that works on the same database. */
@FlorinTest
@TestPropertySource(properties = "florin.consistency.second-look=250ms") // and so a database of its own
class CheckCommandTests {

    @LocalServerPort
    int port;

    @Autowired
    JdbcConnectionDetails connection;

    @Autowired
    DatabaseOwner database;

    private final ByteArrayOutputStream said = new ByteArrayOutputStream();

    private int run(String what, String url) {
        List<String> args = new ArrayList<>(List.of(
                "--florin.check=" + what,
                "--spring.profiles.active=test",
                "--florin.consistency.second-look=100ms",
                "--florin.data-directory=target/test-data",
                "--spring.datasource.url=" + url,
                "--spring.datasource.username=" + connection.getUsername(),
                "--spring.datasource.password=" + connection.getPassword(),
                "--florin.migrations.username=" + database.username(),
                "--florin.migrations.password=" + database.password()));
        return CheckCommand.run(Florin.class, new PrintStream(said, true, UTF_8), args.toArray(String[]::new));
    }

    @Test
    void itTellsWhetherAllIsWellByItsExitCode() {
        Reply payment = new ApiClient(port).pay("4242424242424242");
        var id = TypeId.parse("pay", payment.text("id")).orElseThrow();

        assertThat(run("all", connection.getJdbcUrl())).as("%s", said).isEqualTo(CheckCommand.CLEAN);
        assertThat(said.toString(UTF_8)).contains("payment-equals-its-events", "ok", "looked at in");

        try (var _ = new Tampering(
                JdbcClient.create(database.dataSource()),
                "payments.payment",
                "id = '%s'".formatted(id),
                "update payments.payment set amount_captured = 1, previous_status = status where id = '%s'"
                        .formatted(id))) {
            assertThat(run("payment-equals-its-events", connection.getJdbcUrl()))
                    .isEqualTo(CheckCommand.BROKEN);
        }
        assertThat(said.toString(UTF_8))
                .contains(payment.text("id"), "amount_captured should be 500.00 INR and is 0.01 INR");
    }

    @Test
    void whatCannotBeReadIsNotWell() {
        String nowhere = connection.getJdbcUrl().replaceAll("/[^/]*$", "/there_is_no_such_database");

        assertThat(run("all", nowhere)).isEqualTo(CheckCommand.UNKNOWN);
        assertThat(said.toString(UTF_8)).contains("unknown");
    }

    @Test
    void aCheckThatThereIsNotIsNotWell() {
        assertThat(run("no-such-check", connection.getJdbcUrl())).isEqualTo(CheckCommand.UNKNOWN);
        assertThat(said.toString(UTF_8)).contains("there is no check no-such-check", "ledger-is-zero-sum");
    }
}
