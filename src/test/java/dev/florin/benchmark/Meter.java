package dev.florin.benchmark;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.OptionalLong;

/** Reads what is used up: CPU by whom, and transactions of the database. */
final class Meter {

    private final Connection database;
    private final long postmaster;
    private final OptionalLong florin;

    /**
     * @param database to a PostgreSQL on this machine
     * @param florin its process, if it runs
     */
    Meter(Connection database, OptionalLong florin) throws SQLException {
        this.database = database;
        this.florin = florin;
        try (ResultSet backend = database.createStatement().executeQuery("select pg_backend_pid()")) {
            backend.next();
            this.postmaster = ProcessHandle.of(backend.getLong(1))
                    .flatMap(ProcessHandle::parent)
                    .orElseThrow(() -> new IllegalStateException("PostgreSQL does not run on this machine"))
                    .pid();
        }
    }

    /** All since the machine, the processes and the database began; only differences mean something. */
    Usage read() throws SQLException {
        // Only a transaction that writes takes an id, so ids count the commits that wait for the disk
        String sql = """
                select pg_snapshot_xmax(pg_current_snapshot())::text::bigint, xact_commit
                from pg_stat_database where datname = current_database()""";
        try (ResultSet row = database.createStatement().executeQuery(sql)) {
            row.next();
            return new Usage(
                    System.nanoTime() / 1e9,
                    florin.isPresent() ? Cpu.of(florin.getAsLong()) : 0,
                    Cpu.ofFamily(postmaster),
                    Cpu.of(ProcessHandle.current().pid()),
                    Cpu.ofMachine(),
                    row.getLong(1),
                    row.getLong(2));
        }
    }
}
