package dev.florin.torture.checker;

import java.sql.SQLException;
import java.time.Duration;
import javax.sql.DataSource;

/** Waits until nothing is under way any more. */
public final class Rest {

    /** A payment whose customer may still decide is under way too. */
    private static final String UNDER_WAY = """
            select (select count(*) from payments.payment where resolve_after is not null)
                + (select count(*) from refunds.refund where resolve_after is not null)
                + (select count(*) from public.event_publication)
                + (select count(*) from gateways.callback where state = 'pending')
                + (select count(*) from webhooks.delivery where status = 'pending')
            """;

    private static final Duration PAUSE = Duration.ofMillis(500);

    /** So often in a row: between two steps nothing may be seen for a moment. */
    private static final int CERTAIN = 3;

    private Rest() {}

    /** @return false if there was no rest within {@code patience}: what is open then is the checker's to find */
    public static boolean await(DataSource florin, Duration patience) throws InterruptedException {
        long deadline = System.nanoTime() + patience.toNanos();
        int quiet = 0;
        while (quiet < CERTAIN && System.nanoTime() < deadline) {
            quiet = underWay(florin) == 0 ? quiet + 1 : 0;
            Thread.sleep(PAUSE);
        }
        return quiet == CERTAIN;
    }

    private static long underWay(DataSource florin) {
        try (var connection = florin.getConnection();
                var statement = connection.createStatement();
                var row = statement.executeQuery(UNDER_WAY)) {
            row.next();
            return row.getLong(1);
        } catch (SQLException e) {
            return Long.MAX_VALUE; // it does not answer yet
        }
    }
}
