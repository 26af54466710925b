package dev.florin.journeys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.florin.ApiClient;
import dev.florin.gateways.sandbox.SandboxProcess;
import dev.florin.kernel.TypeId;
import dev.florin.platform.EmbeddedPostgresServer;
import dev.florin.platform.EmbeddedPostgresServer.Settings;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.util.FileSystemUtils;

/**
 * The drill of docs/backup.md, run by ops/backup/drill.sh: a base backup while payments run, an archive of WAL, a disaster,
 * and a restore to the moment before it. By PostgreSQL's low-level backup functions, which is what all tools for it use.
 */
@Tag("long")
class BackupDrillTests {

    private static final Path HOME = Path.of("target/journeys/backup").toAbsolutePath();
    private static final Path ARCHIVE = HOME.resolve("archive");
    private static final Set<String> ELSEWHERE = Set.of("postmaster.pid", "postmaster.opts", "postgres.log");
    private static final Set<String> CONTENT_ELSEWHERE = Set.of("pg_wal", "pg_replslot", "pg_dynshmem", "pg_notify");
    /** Without a Z, which PostgreSQL does not understand this early. */
    private static final DateTimeFormatter RECOVERY_TARGET =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss.SSSSSSxxx");

    private static final int CUSTOMERS = 8;
    private static final Duration PAYING = Duration.ofSeconds(8);

    /** Payments that customers were told are captured, and when, by the database's clock and no earlier. */
    private final Map<String, OffsetDateTime> told = new ConcurrentHashMap<>();

    @Test
    void whatWasPaidBeforeTheDisasterIsThereAndWhatTheAcquirerTookAfterItIsFound() throws Exception {
        FileSystemUtils.deleteRecursively(HOME);
        openToAll(Files.createDirectories(ARCHIVE));
        openToAll(HOME);
        Path log = HOME.resolve("acquirer.jsonl");
        try (var acquirer = SandboxProcess.start(log, 0, "--test-processing-delay=20")) {
            OffsetDateTime target;
            Path base = HOME.resolve("restored/postgres/data");
            long copied;
            Duration copying;
            try (var server = server(
                    HOME.resolve("postgres"),
                    Map.of(
                            "archive_mode",
                            "on",
                            "archive_command",
                            "test ! -f %s/%%f && cp %%p %s/%%f".formatted(ARCHIVE, ARCHIVE)))) {
                var paying = new AtomicBoolean(true);
                try (var florin = launch(server, "before", acquirer)) {
                    List<Thread> customers = pay(florin.api(), server, paying);
                    Thread.sleep(PAYING);
                    long begun = System.nanoTime();
                    copied = backUp(server, HOME.resolve("postgres/data"), base);
                    copying = Duration.ofNanos(System.nanoTime() - begun);
                    Thread.sleep(PAYING);
                    target = now(server);
                    Thread.sleep(PAYING);
                    paying.set(false);
                    for (Thread customer : customers) {
                        customer.join();
                    }
                }
                breakData(server);
                archiveAll(server);
            }
            report("paid in all, as customers were told", told.size());
            report("base backup, MB", copied / 1_000_000);
            report("base backup while paying, ms", copying.toMillis());

            long begun = System.nanoTime();
            Files.createFile(base.resolve("recovery.signal"));
            try (var server = server(
                    HOME.resolve("restored/postgres"),
                    Map.of(
                            "archive_mode", "off",
                            "hot_standby", "off", // takes nobody in before it is where it should be
                            "restore_command", "cp %s/%%f %%p".formatted(ARCHIVE),
                            "recovery_target_time", RECOVERY_TARGET.format(target),
                            "recovery_target_action", "promote"))) {
                report(
                        "restore to the target and start, ms",
                        Duration.ofNanos(System.nanoTime() - begun).toMillis());
                examine(server, target);
                try (var florin = launch(server, "after", acquirer)) {
                    assertThat(florin.api().pay("4242424242424242").text("status"))
                            .isEqualTo("captured");
                    awaitNothingOpen(server);
                }
                compareWithAcquirer(server, log);
            }
        }
    }

    /** With all that PostgreSQL does for durability. */
    private static EmbeddedPostgresServer server(Path home, Map<String, String> settings) {
        return EmbeddedPostgresServer.start(new Settings(home, 0, true, settings));
    }

    private static FlorinJvm launch(EmbeddedPostgresServer server, String name, SandboxProcess acquirer) {
        var details = server.connectionTo(EmbeddedPostgresServer.DATABASE);
        var owner = server.ownerOf(EmbeddedPostgresServer.DATABASE);
        return FlorinJvm.launch(
                        HOME,
                        name,
                        acquirer.address(),
                        "--spring.datasource.url=" + details.getJdbcUrl(),
                        "--spring.datasource.username=" + details.getUsername(),
                        "--spring.datasource.password=" + details.getPassword(),
                        "--florin.migrations.username=" + owner.username(),
                        "--florin.migrations.password=" + owner.password())
                .awaitUp();
    }

    private List<Thread> pay(ApiClient api, EmbeddedPostgresServer server, AtomicBoolean paying) {
        return IntStream.range(0, CUSTOMERS)
                .mapToObj(_ -> Thread.startVirtualThread(() -> {
                    JdbcClient clock = jdbc(server);
                    while (paying.get()) {
                        ApiClient.Reply reply = api.pay("4242424242424242");
                        if (reply.text("status").equals("captured")) {
                            told.put(reply.text("id"), now(clock));
                        }
                    }
                }))
                .toList();
    }

    /** @return how many bytes */
    private static long backUp(EmbeddedPostgresServer server, Path data, Path copy) throws SQLException, IOException {
        try (var connection = server.administer();
                var statement = connection.createStatement()) {
            statement.execute("select pg_backup_start('drill', fast => true)");
            long bytes = copy(data, copy);
            try (var stopped = statement.executeQuery("select labelfile from pg_backup_stop()")) {
                stopped.next();
                Files.writeString(copy.resolve("backup_label"), stopped.getString(1));
            }
            openToOwner(copy);
            return bytes;
        }
    }

    private static long copy(Path from, Path to) throws IOException {
        long[] bytes = {0};
        Files.walkFileTree(from, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes)
                    throws IOException {
                openToOwner(Files.createDirectories(to.resolve(from.relativize(directory))));
                boolean skipped =
                        CONTENT_ELSEWHERE.contains(directory.getFileName().toString());
                return skipped ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                if (!ELSEWHERE.contains(file.getFileName().toString())) {
                    try {
                        Files.copy(file, to.resolve(from.relativize(file)));
                        bytes[0] += attributes.size();
                    } catch (NoSuchFileException _) {
                        // dropped meanwhile, which the WAL tells too
                    }
                }
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException e) throws IOException {
                if (e instanceof NoSuchFileException) {
                    return FileVisitResult.CONTINUE;
                }
                throw e;
            }
        });
        Files.createDirectories(to.resolve("pg_wal/archive_status"));
        Files.createDirectories(to.resolve("pg_wal/summaries"));
        return bytes[0];
    }

    /** What a person with too many rights does on a bad day. */
    private static void breakData(EmbeddedPostgresServer server) throws SQLException {
        var details = server.ownerOf(EmbeddedPostgresServer.DATABASE);
        JdbcClient owner = JdbcClient.create(details.dataSource());
        int broken = owner.sql("delete from payments.event").update();
        report("rows broken after the target", broken);
        assertThat(broken).isPositive();
    }

    private static void archiveAll(EmbeddedPostgresServer server) throws SQLException {
        try (Connection connection = server.administer();
                var statement = connection.createStatement()) {
            String last;
            try (var row = statement.executeQuery("select pg_walfile_name(pg_switch_wal())")) {
                row.next();
                last = row.getString(1);
            }
            await().atMost(Duration.ofSeconds(30)).until(() -> Files.exists(ARCHIVE.resolve(last)));
        }
    }

    private void examine(EmbeddedPostgresServer server, OffsetDateTime target) {
        JdbcClient restored = jdbc(server);
        Set<String> there = restored.sql("select id from payments.payment where status = 'captured'")
                .query((row, _) -> TypeId.format("pay", row.getObject(1, UUID.class)))
                .set();
        Set<String> before = told.entrySet().stream()
                .filter(one -> one.getValue().isBefore(target))
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
        report("of them told before the target", before.size());
        report("payments restored", there.size());
        report(
                "told before the target and lost",
                before.stream().filter(id -> !there.contains(id)).count());
        assertThat(there).containsAll(before);
        assertThat(before).hasSizeGreaterThan(CUSTOMERS);
        assertThat(told.size()).isGreaterThan(there.size());
        assertThat(restored.sql("select count(*) from payments.payment where created_at > ?")
                        .param(target)
                        .query(Integer.class)
                        .single())
                .isZero();
        assertThat(restored.sql("""
                        select count(*) from payments.payment p where not exists (
                            select from payments.event e where e.merchant_id = p.merchant_id and e.payment_id = p.id)
                        """).query(Integer.class).single())
                .as("broken payments")
                .isZero();
        long sum = restored.sql("select coalesce(sum(debits - credits), 0)::bigint from ledger.balance")
                .query(Long.class)
                .single();
        report("trial balance", sum);
        assertThat(sum).isZero();
    }

    private static void awaitNothingOpen(EmbeddedPostgresServer server) {
        await().atMost(Duration.ofSeconds(60))
                .until(() -> jdbc(server)
                                .sql("select count(*) from payments.payment where resolve_after is not null")
                                .query(Integer.class)
                                .single()
                        == 0);
    }

    /** The books agree in themselves and with the acquirer's, but for what that took after the target. */
    private static void compareWithAcquirer(EmbeddedPostgresServer server, Path log) throws IOException {
        Map<Boolean, List<String>> found = Truth.of(log, database(server)).contradictions().stream()
                .collect(Collectors.groupingBy(
                        what -> what.startsWith("charged, but no payment: "), TreeMap::new, Collectors.toList()));
        report(
                "taken by the acquirer after the target, to be reconciled",
                found.getOrDefault(true, List.of()).size());
        report("other contradictions", found.getOrDefault(false, List.of()).size());
        assertThat(found.getOrDefault(false, List.of())).isEmpty();
        assertThat(found.getOrDefault(true, List.of())).isNotEmpty();
    }

    private static OffsetDateTime now(EmbeddedPostgresServer server) {
        return now(jdbc(server));
    }

    private static OffsetDateTime now(JdbcClient jdbc) {
        return jdbc.sql("select clock_timestamp()").query(OffsetDateTime.class).single();
    }

    private static JdbcClient jdbc(EmbeddedPostgresServer server) {
        return JdbcClient.create(database(server));
    }

    private static DataSource database(EmbeddedPostgresServer server) {
        var details = server.connectionTo(EmbeddedPostgresServer.DATABASE);
        return new DriverManagerDataSource(
                details.getJdbcUrl(), String.valueOf(details.getUsername()), String.valueOf(details.getPassword()));
    }

    /** PostgreSQL may run as another user. */
    private static void openToAll(Path directory) throws IOException {
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxrwxrwx"));
    }

    private static void openToOwner(Path directory) throws IOException {
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwx------"));
    }

    private static void report(String what, long figure) {
        System.out.printf("DRILL %-60s %,10d%n", what, figure);
    }
}
