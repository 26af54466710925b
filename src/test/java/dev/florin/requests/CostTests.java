package dev.florin.requests;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.florin.ApiClient;
import dev.florin.FlorinTest;
import dev.florin.kernel.Tenant;
import dev.florin.kernel.TypeId;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * What the log costs for each request, in CPU: {@code ./mvnw test -Dtest=CostTests -DexcludedGroups=}. It prints, and fails
 * only where rows are missing.
 */
@Tag("long")
@FlorinTest
class CostTests {

    private static final int WARM_UP = 40_000;
    private static final int COUNT = 20_000;
    private static final int BATCH = 250;
    private static final int TICKS_PER_SECOND = 100;

    @LocalServerPort
    int port;

    @Autowired
    RequestRepository repository;

    @Autowired
    JdbcClient jdbc;

    @Test
    void oneRequest() throws IOException {
        byte[] request = ApiClient.payment("4242424242424242", "\"metadata\":{\"cart\":\"c-20931\"},")
                .getBytes(UTF_8);
        byte[] answer = new ApiClient(port).pay("4242424242424242").raw().body().getBytes(UTF_8);
        List<RequestView> lines = new ArrayList<>();
        run(WARM_UP, request, answer, lines);
        lines.clear();
        long masking = cpu();
        run(COUNT, request, answer, lines);
        masking = cpu() - masking;

        append(lines.subList(0, COUNT / 2));
        long writing = cpu();
        double postgres = postgres();
        append(lines.subList(COUNT / 2, COUNT));
        postgres = postgres() - postgres;
        writing = cpu() - writing;

        System.out.printf(
                "A request of %d bytes and its answer of %d: masking %.1f µs, writing %.1f µs of Florin and %.1f µs of PostgreSQL%n",
                request.length,
                answer.length,
                masking / 1e3 / COUNT,
                writing / 1e3 / (COUNT / 2),
                postgres * 1e6 / (COUNT / 2));
        assertThat(jdbc.sql("select count(*) from requests.request where key_id = 'key_test_cost'")
                        .query(Integer.class)
                        .single())
                .isEqualTo(COUNT);
    }

    private static void run(int times, byte[] request, byte[] answer, List<RequestView> lines) {
        var tenant = new Tenant(UUID.randomUUID(), false);
        for (int i = 0; i < times; i++) {
            lines.add(Line.of(new Exchange(
                    TypeId.next(),
                    tenant,
                    "key_test_cost",
                    "POST",
                    "/api/v1/payments",
                    "/api/v1/payments",
                    201,
                    null,
                    Duration.ofMillis(20),
                    "key-" + i,
                    false,
                    new Body(request, request.length, request.length),
                    new Body(answer, answer.length, answer.length),
                    "Java-http-client/25",
                    "127.0.0.1")));
        }
    }

    private void append(List<RequestView> lines) {
        for (int i = 0; i < lines.size(); i += BATCH) {
            repository.append(lines.subList(i, Math.min(lines.size(), i + BATCH)));
        }
    }

    /** Of this thread, in nanoseconds. */
    private static long cpu() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }

    /** Of all servers of this database, in seconds. */
    private double postgres() throws IOException {
        long ticks = 0;
        for (long pid : jdbc.sql("select pid from pg_stat_activity where datname = current_database()")
                .query(Long.class)
                .set()) {
            String stat = Files.readString(Path.of("/proc/" + pid + "/stat"));
            String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
            ticks += Long.parseLong(fields[11]) + Long.parseLong(fields[12]);
        }
        return ticks / (double) TICKS_PER_SECOND;
    }
}
