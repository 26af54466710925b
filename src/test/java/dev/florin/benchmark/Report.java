package dev.florin.benchmark;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** The figures, for people and for programs. */
record Report(
        Machine machine,
        Floor.Level before,
        Floor.Level after,
        List<Figures> paths,
        Statements statements,
        Books books) {

    void write(Path json) {
        JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build().writeValue(json, paths);
    }

    void print(PrintStream out) {
        out.printf(
                "%nMachine: %d cores, %d GiB; a synchronous write of 8 KiB takes %.2f ms, 99 %% of them %.2f ms at most%n",
                machine.cores(), machine.memory(), machine.sync(), machine.syncAtWorst());
        print(out, "Floor before", before);
        print(out, "Floor after", after);
        speeds(out);
        costs(out);
        costliest(out);
        out.printf("%nThe books %s: %s%n", books.verdict().toString().toLowerCase(Locale.ROOT), books);
    }

    private static void print(PrintStream out, String name, Floor.Level floor) {
        out.printf(
                "%s: %.0f payments/s by %d callers; %.2f ms of PostgreSQL and %.2f of the client each,"
                        + " %.2f commits, 95 %% in %.1f ms; %.2f cores busy with others%n",
                name,
                floor.paymentsPerSecond(),
                floor.callers(),
                floor.cpuPostgres(),
                floor.cpuClient(),
                floor.commitsPerPayment(),
                floor.p95(),
                floor.others());
    }

    private void speeds(PrintStream out) {
        out.printf(
                "%n%-24s %7s %10s %8s %8s %8s %8s %10s %12s %7s%n",
                "path",
                "callers",
                "payments/s",
                "of floor",
                "p50 ms",
                "p95 ms",
                "p99 ms",
                "order p95",
                "payment p95",
                "errors");
        for (var path : paths) {
            out.printf(
                    "%-24s %7d %10.0f %8.3f %8.1f %8.1f %8.1f %10.1f %12.1f %7d%n",
                    path.path(),
                    path.clients(),
                    path.paymentsPerS(),
                    path.ratio(),
                    path.p50Ms(),
                    path.p95Ms(),
                    path.p99Ms(),
                    path.p95CreateOrderMs(),
                    path.p95AuthorizeMs(),
                    path.errors());
        }
    }

    private void costs(PrintStream out) {
        out.printf(
                "%n%-24s %8s %10s %8s %8s %8s %8s %12s%n",
                "CPU ms per payment", "Florin", "PostgreSQL", "load", "others", "idle", "commits", "transactions");
        for (var path : paths) {
            out.printf(
                    "%-24s %8.2f %10.2f %8.2f %8.2f %8.2f %8.2f %12.2f%n",
                    path.path(),
                    path.cpuMsApp(),
                    path.cpuMsPostgres(),
                    path.cpuMsLoad(),
                    path.cpuMsOthers(),
                    path.cpuMsIdle(),
                    path.commitsPerPayment(),
                    path.transactionsPerPayment());
        }
    }

    private void costliest(PrintStream out) {
        out.printf("%n%.1f statements per payment; PostgreSQL spends most in%n", statements.perPayment());
        for (var statement : statements.costliest()) {
            String sql = statement.sql();
            out.printf(
                    "%8.3f ms and %5.3f of planning %6.2f × %s%n",
                    statement.millis(),
                    statement.planning(),
                    statement.calls(),
                    sql.substring(0, Math.min(110, sql.length())));
        }
    }
}
