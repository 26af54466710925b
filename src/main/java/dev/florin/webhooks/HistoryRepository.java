package dev.florin.webhooks;

import static java.time.ZoneOffset.UTC;

import java.time.Instant;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** What was told long ago. */
@Repository
class HistoryRepository {

    /** What is still to be sent stays, and with it the event that it tells of. */
    private static final List<String> OVER = List.of("""
            delete from webhooks.attempt where (merchant_id, delivery_id, id) in (
                select merchant_id, delivery_id, id from webhooks.attempt where at < :before limit :limit)
            """, """
            delete from webhooks.delivery where (merchant_id, id) in (
                select merchant_id, id from webhooks.delivery
                where created_at < :before and next_attempt_at is null limit :limit)
            """, """
            delete from webhooks.event where (merchant_id, id) in (
                select merchant_id, id from webhooks.event e
                where created_at < :before
                  and not exists (select from webhooks.delivery d
                                  where d.merchant_id = e.merchant_id and d.event_id = e.id
                                    and d.next_attempt_at is not null)
                limit :limit)
            """, """
            delete from webhooks.replay where (merchant_id, id) in (
                select merchant_id, id from webhooks.replay where finished_at < :before limit :limit)
            """);

    private final JdbcClient jdbc;

    HistoryRepository(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** @param atOnce how many rows one transaction deletes at most */
    void deleteOlder(Instant before, int atOnce) {
        for (String sql : OVER) {
            int deleted = atOnce;
            while (deleted == atOnce) {
                deleted = jdbc.sql(sql)
                        .param("before", before.atOffset(UTC))
                        .param("limit", atOnce)
                        .update();
            }
        }
    }
}
