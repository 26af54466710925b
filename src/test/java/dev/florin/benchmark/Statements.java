package dev.florin.benchmark;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * What PostgreSQL is asked for one payment.
 *
 * @param perPayment statements, not counting those that only begin and end transactions
 * @param costliest those that it spends the most time in, the costliest first
 */
record Statements(double perPayment, List<Statement> costliest) {

    private static final int SHOWN = 12;

    private static final String COUNTED = """
            select regexp_replace(query, '\\s+', ' ', 'g'), calls, total_exec_time, total_plan_time
            from pg_stat_statements join pg_database on pg_database.oid = dbid
            where datname = ? and query !~* '^(begin|commit|rollback|set|show)'
            order by total_exec_time desc""";

    /**
     * @param calls per payment
     * @param millis of execution per payment, waiting included
     * @param planning milliseconds of planning per payment
     */
    record Statement(String sql, double calls, double millis, double planning) {}

    /** Counts while {@code load} runs. */
    static Statements count(Postgres postgres, Supplier<Tally> load) throws SQLException, InterruptedException {
        postgres.countStatements(true);
        try (var administrator = postgres.administer()) {
            Thread.sleep(500); // until every connection has heard of it
            administrator.createStatement().execute("select pg_stat_statements_reset()");
            return read(administrator, load.get().payments());
        } finally {
            postgres.countStatements(false);
        }
    }

    private static Statements read(Connection administrator, double payments) throws SQLException {
        var all = new ArrayList<Statement>();
        try (var query = administrator.prepareStatement(COUNTED)) {
            query.setString(1, Postgres.DATABASE);
            ResultSet row = query.executeQuery();
            while (row.next()) {
                all.add(new Statement(
                        row.getString(1),
                        row.getLong(2) / payments,
                        row.getDouble(3) / payments,
                        row.getDouble(4) / payments));
            }
        }
        return new Statements(
                all.stream().mapToDouble(Statement::calls).sum(), all.subList(0, Math.min(SHOWN, all.size())));
    }
}
