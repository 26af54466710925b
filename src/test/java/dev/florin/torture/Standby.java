package dev.florin.torture;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Set;

/** A second PostgreSQL that has every commit before its client is told, made from a primary at work. */
final class Standby {

    private static final String NAME = "standby";
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Set<String> LEFT_OUT = Set.of("postmaster.pid", "postmaster.opts", "postgres.log", "pg_wal");

    private Standby() {}

    /**
     * Copies a primary, and has it wait for the copy with every commit from now on.
     *
     * @param home where to, below which nothing is yet
     * @return it, running; the primary hangs when it ends, until {@link #dismiss}
     */
    static Database of(Database primary, Path home) throws Exception {
        Path data = Files.createDirectories(home).resolve("data");
        sharePrograms(primary, home);
        copy(primary, data);
        Files.createFile(data.resolve("standby.signal"));
        Files.writeString(data.resolve("postgresql.auto.conf"), """
                primary_conninfo = 'host=127.0.0.1 port=%d user=postgres password=%s application_name=%s sslmode=disable'
                """.formatted(
                        primary.port(), Files.readString(data.resolve("password")), NAME));
        Database standby = Database.resume(home);
        try {
            synchronise(primary);
            return standby;
        } catch (Exception e) {
            dismiss(primary);
            standby.close();
            throw e;
        }
    }

    /** Commits do not wait for it any more. */
    static void dismiss(Database primary) throws SQLException {
        primary.execute("alter system reset synchronous_standby_names");
        primary.execute("select pg_reload_conf()");
    }

    /** As the unpacked binaries are the same, and their disk is small. */
    private static void sharePrograms(Database primary, Path home) throws IOException {
        try (var entries = Files.newDirectoryStream(primary.home(), "server-*")) {
            for (Path programs : entries) {
                Files.createSymbolicLink(home.resolve(programs.getFileName()), programs.toRealPath());
            }
        }
    }

    /** By PostgreSQL's low-level API of base backups. */
    private static void copy(Database primary, Path data) throws IOException, SQLException {
        try (Connection connection = primary.administer();
                var statement = connection.createStatement()) {
            statement.execute("select pg_backup_start('%s', true)".formatted(NAME));
            Files.walkFileTree(primary.data(), new Copying(primary.data(), data));
            try (var label = statement.executeQuery("select labelfile from pg_backup_stop(false)")) {
                label.next();
                Files.writeString(data.resolve("backup_label"), label.getString(1));
            }
        }
    }

    private static void synchronise(Database primary) throws SQLException, InterruptedException {
        await(primary, "select count(*) = 1 from pg_stat_replication where state = 'streaming'");
        primary.execute("alter system set synchronous_standby_names = '%s'".formatted(NAME));
        primary.execute("select pg_reload_conf()");
        await(primary, "select count(*) = 1 from pg_stat_replication where sync_state = 'sync'");
        Thread.sleep(1000); // until every process of the primary has read it
        try (Connection connection = primary.administer();
                var statement = connection.createStatement();
                var now = statement.executeQuery("select pg_current_wal_flush_lsn()")) {
            now.next();
            await(primary, "select flush_lsn >= '%s' from pg_stat_replication".formatted(now.getString(1)));
        }
    }

    private static void await(Database database, String condition) throws SQLException, InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        try (Connection connection = database.administer();
                var statement = connection.createStatement()) {
            while (System.nanoTime() - end < 0) {
                try (var row = statement.executeQuery(condition)) {
                    if (row.next() && row.getBoolean(1)) {
                        return;
                    }
                }
                Thread.sleep(50);
            }
        }
        throw new IllegalStateException("Not within %s: %s".formatted(PATIENCE, condition));
    }

    /** A directory whose files come and go meanwhile: the log that is replayed makes good what is missing. */
    private static final class Copying extends SimpleFileVisitor<Path> {

        private final Path from;
        private final Path to;

        Copying(Path from, Path to) {
            this.from = from;
            this.to = to;
        }

        @Override
        public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) throws IOException {
            Files.copy(directory, target(directory), StandardCopyOption.COPY_ATTRIBUTES);
            return directory.equals(from.resolve("pg_wal")) ? skip(directory) : FileVisitResult.CONTINUE;
        }

        private FileVisitResult skip(Path wal) throws IOException {
            Files.createDirectories(target(wal).resolve("archive_status"));
            return FileVisitResult.SKIP_SUBTREE;
        }

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
            if (!LEFT_OUT.contains(from.relativize(file).toString())) {
                try {
                    Files.copy(file, target(file), StandardCopyOption.COPY_ATTRIBUTES);
                } catch (NoSuchFileException _) {
                    // has gone since
                }
            }
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFileFailed(Path file, IOException failure) throws IOException {
            if (failure instanceof NoSuchFileException) {
                return FileVisitResult.CONTINUE;
            }
            throw failure;
        }

        private Path target(Path path) {
            return to.resolve(from.relativize(path));
        }
    }
}
