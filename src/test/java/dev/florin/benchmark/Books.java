package dev.florin.benchmark;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What was taken, as three independent records have it: the payments, the ledger, and the sandbox acquirer's own log.
 *
 * @param records by who keeps it, the total per currency; empty where a record could not be read
 */
record Books(Map<String, Optional<Map<String, Total>>> records) {

    private static final String PAYMENTS = """
            select currency, count(*), sum(amount_captured) from payments.payment
            where amount_captured > 0 group by currency""";

    private static final String LEDGER = """
            select currency, count(*), sum(amount) from ledger.transfer where kind = 'capture' group by currency""";

    static final String UNFINISHED =
            "select count(*) from payments.payment where lower(status) in ('pending', 'processing')";

    /** @param minor minor units */
    record Total(long count, long minor) {
        Total plus(Total other) {
            return new Total(count + other.count, minor + other.minor);
        }
    }

    enum Verdict {
        AGREE,
        DISAGREE,
        /** At least one record could not be read. */
        UNKNOWN
    }

    /** @param sandboxLog the acquirer's, JSON lines */
    static Books read(Connection florin, Path sandboxLog) {
        var records = new LinkedHashMap<String, Optional<Map<String, Total>>>();
        records.put("payments", totals(florin, PAYMENTS));
        records.put("ledger", totals(florin, LEDGER));
        records.put("acquirer", AcquirerLog.taken(sandboxLog));
        return new Books(records);
    }

    /** How many payments have yet to come to an end. */
    static long count(Connection florin, String sql) throws SQLException {
        try (ResultSet row = florin.createStatement().executeQuery(sql)) {
            row.next();
            return row.getLong(1);
        }
    }

    Verdict verdict() {
        if (records.containsValue(Optional.<Map<String, Total>>empty())) {
            return Verdict.UNKNOWN;
        }
        return records.values().stream().distinct().count() == 1 ? Verdict.AGREE : Verdict.DISAGREE;
    }

    @Override
    public String toString() {
        return records.entrySet().stream()
                .map(e -> e.getKey() + " " + e.getValue().map(Objects::toString).orElse("unreadable"))
                .collect(Collectors.joining(", "));
    }

    private static Optional<Map<String, Total>> totals(Connection florin, String sql) {
        try (ResultSet row = florin.createStatement().executeQuery(sql)) {
            var totals = new TreeMap<String, Total>();
            while (row.next()) {
                totals.put(row.getString(1), new Total(row.getLong(2), row.getLong(3)));
            }
            return Optional.of(totals);
        } catch (SQLException _) {
            return Optional.empty();
        }
    }
}
