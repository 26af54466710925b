package dev.florin.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class EmbeddedPostgresServerTests {

    /** One home for all, so that binaries and cluster are made once. */
    @TempDir
    static Path home;

    @BeforeAll
    static void createCluster() {
        start().close();
    }

    @Test
    void whatWasCommittedSurvivesARestart() throws SQLException {
        try (var server = start()) {
            execute(server, "create table if not exists kept (id int); insert into kept values (42)");
        }
        try (var server = start()) {
            assertThat(query(server, "select id from kept")).isEqualTo("42");
        }
    }

    @Test
    void dataOfEarlierVersionsGetTheRoleThatFlorinWorksAs() throws SQLException {
        try (var server = start();
                var connection = server.administer();
                var statement = connection.createStatement()) {
            statement.execute("drop role " + EmbeddedPostgresServer.USER);
        }
        try (var server = start()) {
            var user = server.connectionTo(EmbeddedPostgresServer.DATABASE);
            try (var connection =
                    DriverManager.getConnection(user.getJdbcUrl(), user.getUsername(), user.getPassword())) {
                assertThat(connection.isValid(5)).isTrue();
            }
        }
    }

    @Test
    void aSecondServerOnTheSameDataIsRefused() {
        try (var _ = start()) {
            assertThatThrownBy(EmbeddedPostgresServerTests::start)
                    .isInstanceOf(DatabaseUnavailable.class)
                    .hasMessageContaining("Another Florin is using the data in " + home);
        }
    }

    @Test
    void aServerStopsByItselfWhenItsProgramIsKilled() throws Exception {
        startInAnotherProgram().destroyForcibly().waitFor();

        await().until(() -> !Files.exists(pidFile()));
    }

    @Test
    void anOrphanThatNobodyWatchesIsStopped() throws Exception {
        var program = startInAnotherProgram();
        program.descendants().toList().forEach(ProcessHandle::destroyForcibly); // its watchdog
        program.destroyForcibly().waitFor();

        try (var again = start()) {
            assertThat(query(again, "select 1")).isEqualTo("1");
        }
    }

    @Test
    void aProcessIdThatIsSomebodyElsesByNowIsNoObstacle() throws Exception {
        Files.writeString(
                home.resolve("data/postmaster.pid"), ProcessHandle.current().pid() + "\n");

        try (var server = start()) {
            assertThat(query(server, "select 1")).isEqualTo("1");
        }
    }

    @Test
    void settingsOverrideFlorinsOwn() throws SQLException {
        try (var server = start(Map.of("shared_buffers", "16MB", "application_name", "two words"))) {
            assertThat(query(server, "show shared_buffers")).isEqualTo("16MB");
            assertThat(query(server, "show jit")).isEqualTo("off");
        }
    }

    private static EmbeddedPostgresServer start() {
        return start(Map.of());
    }

    private static EmbeddedPostgresServer start(Map<String, String> settings) {
        return EmbeddedPostgresServer.start(new EmbeddedPostgresServer.Settings(home, 0, false, settings));
    }

    /** Starts a server from another JVM, which then waits to be killed. */
    private static Process startInAnotherProgram() throws IOException {
        var program = new ProcessBuilder(
                        ProcessHandle.current().info().command().orElseThrow(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Sleeper.class.getName(),
                        home.toString())
                .redirectErrorStream(true)
                .start();
        for (var line : (Iterable<String>) program.inputReader().lines()::iterator) {
            if (line.equals("started")) {
                return program;
            }
        }
        throw new IllegalStateException("The other program did not start a server");
    }

    static final class Sleeper {
        public static void main(String[] args) throws InterruptedException {
            home = Path.of(args[0]);
            start();
            System.out.println("started");
            Thread.sleep(Duration.ofMinutes(5));
        }
    }

    private static Path pidFile() {
        return home.resolve("data/postmaster.pid");
    }

    private static void execute(EmbeddedPostgresServer server, String sql) throws SQLException {
        try (var connection = connect(server);
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static String query(EmbeddedPostgresServer server, String sql) throws SQLException {
        try (var connection = connect(server);
                var statement = connection.createStatement();
                var result = statement.executeQuery(sql)) {
            result.next();
            return result.getString(1);
        }
    }

    private static Connection connect(EmbeddedPostgresServer server) throws SQLException {
        return server.ownerOf(EmbeddedPostgresServer.DATABASE).dataSource().getConnection();
    }
}
