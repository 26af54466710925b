package dev.florin.torture;

import dev.florin.gateways.sandbox.SandboxLog;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** When nothing moves any more by itself. */
final class Rest {

    /** Each counts what is still to be done. */
    private static final Map<String, String> UNREST = Map.of(
            "payments open", """
            select count(*) from payments.payment where resolve_after is not null and status <> 'requires_action'
            """,
            "disputes open", """
            select count(*) from disputes.dispute where resolve_after is not null or status = 'under_review'
            """,
            "refunds open", "select count(*) from refunds.refund where resolve_after is not null",
            "callbacks to pass on", "select count(*) from gateways.callback where next_try_at is not null",
            "events between modules", "select count(*) from public.event_publication",
            "looks at everything", """
            select count(*) from consistency.progress where wanted or walk_begun_at is not null
            """,
            "deliveries to make", "select count(*) from webhooks.delivery where next_attempt_at is not null");

    private Rest() {}

    /**
     * Waits for it.
     *
     * @return what there is still to be done, by name; nothing if rest came
     */
    static Map<String, Long> await(DataSource database, Path acquirerLog, Duration patience)
            throws InterruptedException {
        long end = System.nanoTime() + patience.toNanos();
        Map<String, Long> unrest = unrest(database, acquirerLog);
        while (!unrest.isEmpty() && System.nanoTime() - end < 0) {
            Thread.sleep(500);
            unrest = unrest(database, acquirerLog);
        }
        return unrest;
    }

    private static Map<String, Long> unrest(DataSource database, Path acquirerLog) {
        var jdbc = JdbcClient.create(database);
        var found = new LinkedHashMap<String, Long>();
        UNREST.forEach((what, sql) -> {
            long count = jdbc.sql(sql).query(Long.class).single();
            if (count > 0) {
                found.put(what, count);
            }
        });
        if (found.isEmpty()) { // the log is long
            int there = SandboxLog.read(acquirerLog).disputes().size();
            long here = jdbc.sql("select count(*) from disputes.dispute")
                    .query(Long.class)
                    .single();
            if (there > here) {
                found.put("disputes to hear of", there - here);
            }
        }
        return found;
    }
}
