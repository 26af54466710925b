package dev.florin.reconciliation;

import dev.florin.consistency.Check;
import dev.florin.consistency.Differences;
import dev.florin.consistency.Discrepancy;
import dev.florin.consistency.Subject;
import dev.florin.consistency.Tenants;
import dev.florin.kernel.Tenant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What is added up of the days of a source, for its reports, is what its matched lines come to. */
@Component
class DaysEqualLines implements Check {

    private final JdbcClient jdbc;

    DaysEqualLines(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public String name() {
        return "statement-days-equal-their-lines";
    }

    @Override
    public String promise() {
        return "What a report tells as matched of a day is what the matched lines of that day come to.";
    }

    /** It adds up all lines of a source. */
    @Override
    public boolean isContinuous() {
        return false;
    }

    @Override
    public Portion all(@Nullable String after, int most) {
        return new Portion(
                jdbc.sql("select merchant_id, livemode, id from reconciliation.source order by merchant_id, id")
                        .query((row, _) -> new Subject(
                                new Tenant(row.getObject("merchant_id", UUID.class), row.getBoolean("livemode")),
                                new SourceId(row.getObject("id", UUID.class)).toString()))
                        .list(),
                null);
    }

    @Override
    public List<Discrepancy> compare(List<Subject> subjects) {
        List<Discrepancy> found = new ArrayList<>();
        for (Subject subject : subjects) {
            new Differences(subject, found).see("days", matched(subject), addedUp(subject));
        }
        return found;
    }

    private Map<String, String> matched(Subject source) {
        return days(source, """
                select booked_on as day, currency, days_late > 0 as late, livemode, count(*) as lines,
                    sum(amount + fee)::bigint as amount
                from reconciliation.entry
                where merchant_id = ? and source_id = ? and state = 'matched'
                group by booked_on, currency, days_late > 0, livemode
                """);
    }

    private Map<String, String> addedUp(Subject source) {
        return days(source, """
                select day, currency, late, livemode, lines, amount from reconciliation.matched_day
                where merchant_id = ? and source_id = ?
                """);
    }

    private Map<String, String> days(Subject source, String sql) {
        Map<String, String> days = new TreeMap<>();
        jdbc.sql(sql)
                .params(Tenants.of(source).merchant(), SourceId.of(source.id()).value())
                .query(row -> {
                    String mode = row.getBoolean("livemode") ? "live" : "test";
                    days.put(
                            "%s %s%s, %s"
                                    .formatted(
                                            row.getString("day"),
                                            row.getString("currency"),
                                            row.getBoolean("late") ? " late" : "",
                                            mode),
                            "%d of %d".formatted(row.getLong("lines"), row.getLong("amount")));
                });
        return days;
    }
}
