package dev.florin.benchmark;

import dev.florin.platform.DatabaseOwner;
import dev.florin.platform.EmbeddedPostgresServer;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;

/** A durable PostgreSQL with one empty database, for Florin and for the floor beside it. */
final class Postgres implements AutoCloseable {

    static final String DATABASE = "benchmark";

    private final EmbeddedPostgresServer server;

    private Postgres(EmbeddedPostgresServer server) {
        this.server = server;
    }

    /** @param home keeps the server between runs; the database is made anew */
    static Postgres start(Path home) throws SQLException {
        var settings = new EmbeddedPostgresServer.Settings(
                home,
                0,
                true,
                Map.of(
                        "max_connections",
                        "200",
                        "shared_preload_libraries",
                        "pg_stat_statements",
                        "pg_stat_statements.track_planning",
                        "on"));
        var postgres = new Postgres(EmbeddedPostgresServer.start(settings));
        postgres.administer("drop database if exists %s with (force)".formatted(DATABASE));
        postgres.administer("create database %s owner %s".formatted(DATABASE, EmbeddedPostgresServer.OWNER));
        postgres.administer("create extension if not exists pg_stat_statements");
        postgres.countStatements(false);
        return postgres;
    }

    JdbcConnectionDetails details() {
        return server.connectionTo(DATABASE);
    }

    DatabaseOwner owner() {
        return server.ownerOf(DATABASE);
    }

    /** As the owner of what is in it. */
    Connection connect() throws SQLException {
        return owner().dataSource().getConnection();
    }

    /** As the server's superuser, to another database: for what only that one may see and do. */
    Connection administer() throws SQLException {
        return server.administer();
    }

    /** Writes what is dirty, so that every path begins with the same debts: none. */
    void settle() throws SQLException {
        administer("checkpoint");
    }

    /** Whether statements are counted from now on; costs a few per cent, so it is off while times are taken. */
    void countStatements(boolean on) throws SQLException {
        administer("alter system set pg_stat_statements.track = '%s'".formatted(on ? "top" : "none"));
        administer("select pg_reload_conf()");
    }

    private void administer(String sql) throws SQLException {
        try (var connection = administer()) {
            connection.createStatement().execute(sql);
        }
    }

    @Override
    public void close() {
        server.close();
    }
}
