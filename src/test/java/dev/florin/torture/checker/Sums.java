package dev.florin.torture.checker;

import dev.florin.torture.Merchant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/** What {@link dev.florin.journeys.Truth} does not ask the database: about balances, and what is under way. */
final class Sums {

    /** Each is of what should not be. */
    private static final Map<String, String> QUESTIONS = Map.of(
            "a balance is not the fold of its transfers", """
            with folded as (
                select merchant_id, livemode, currency, account, sum(debits) as debits, sum(credits) as credits
                from ledger.entry group by merchant_id, livemode, currency, account)
            select coalesce(b.account, f.account) || ' ' || coalesce(b.currency, f.currency) || ' of '
                || coalesce(b.merchant_id, f.merchant_id)
            from ledger.balance b
            full join folded f using (merchant_id, livemode, currency, account)
            where (b.debits, b.credits) is distinct from (f.debits, f.credits)
            """,
            "transfers that do not balance", """
            select currency || ' ' || sum(debits - credits) from ledger.entry
            group by currency having sum(debits - credits) <> 0
            """,
            "an event that no module heard", """
            select event_type || ' to ' || listener_id || ' is ' || status from public.event_publication
            union all
            select event_type || ' to ' || listener_id || ' is dead' from public.dead_publication
            """,
            "a callback that nobody took note of", """
            select event || ' ' || coalesce(subject::text, '') || ' is ' || state || coalesce(': ' || error, '')
            from gateways.callback where state <> 'done'
            """,
            "a discrepancy that Florin found in itself, standing or mended", """
            select name || ', ' || subject || ': ' || aspect || ' should be ' || expected || ' and is ' || actual
            from consistency.finding
            """,
            "a look at everything that has not come to its end", """
            select name || coalesce(': ' || failure, '') from consistency.progress
            where wanted or walk_begun_at is not null or whole_ended_at is null
            """,
            "a delivery under way", """
            select event || ' ' || id || ' is ' || status from webhooks.delivery where status = 'pending'
            """);

    private Sums() {}

    static List<String> contradictions(DataSource books) {
        List<String> found = new ArrayList<>();
        QUESTIONS.forEach((what, sql) -> JdbcClient.create(books)
                .sql(sql)
                .query(String.class)
                .list()
                .forEach(which -> found.add(what + ": " + which)));
        return found;
    }

    /** @param told what the API says of a merchant's balances */
    static List<String> contradictions(DataSource books, Merchant merchant, JsonNode told) {
        Map<String, Long> balances = new TreeMap<>();
        told.path("data")
                .forEach(one -> balances.put(
                        one.path("account").asString() + " "
                                + one.path("currency").asString(),
                        one.path("amount").asLong()));
        Map<String, Long> folded = new TreeMap<>();
        JdbcClient.create(books)
                .sql("""
                        select account || ' ' || currency as account,
                            sum(case side when 'D' then debits - credits else credits - debits end)::bigint as amount
                        from ledger.entry where merchant_id = ? and not livemode group by account, currency, side
                        """)
                .param(merchant.key().merchant())
                .query((row, _) -> folded.put(row.getString("account"), row.getLong("amount")))
                .list();
        return balances.equals(folded)
                ? List.of()
                : List.of("%s is told balances of %s, its transfers make %s"
                        .formatted(merchant.key().merchant(), balances, folded));
    }
}
