package dev.florin.reconciliation;

import static dev.florin.reconciliation.LineRepository.column;

import dev.florin.ledger.Ledger.Posting;
import dev.florin.ledger.Transfer;
import dev.florin.reconciliation.matching.Movement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** What the ledger says that should be on a statement. */
@Repository
class ExpectedRepository {

    /** What is posted here moves the same account. */
    static final Set<String> OWN_KINDS = Set.of(Clearing.CLEARED, Clearing.FEE, Clearing.DIFFERENCE, Clearing.UNDONE);

    private static final String MOVEMENT = """
            select subject, transfer_id, reference, amount, currency, day, state from reconciliation.expected
            """;

    private final JdbcClient jdbc;

    ExpectedRepository(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * Takes movements over; those that were are left as they are.
     *
     * @param called by their subjects, what the acquirer calls otherwise
     */
    void take(Source source, List<Posting> postings, Map<UUID, UUID> called) {
        List<Posting> news = postings.stream()
                .filter(posting -> !OWN_KINDS.contains(posting.transfer().kind()))
                .toList();
        if (news.isEmpty()) {
            return;
        }
        jdbc.sql("""
                insert into reconciliation.expected (merchant_id, source_id, subject, transfer_id, livemode, reference,
                    kind, amount, currency, posted_at, day, state)
                select :merchant, :source, subject, id, :live, reference, kind, amount, currency, at, day, 'awaited'
                from unnest(:subjects::uuid[], :ids::uuid[], :references::uuid[], :kinds::text[], :amounts::bigint[],
                    :currencies::text[], :times::timestamptz[], :days::date[])
                    as t (subject, id, reference, kind, amount, currency, at, day)
                on conflict do nothing
                """)
                .param("merchant", source.tenant().merchant())
                .param("source", source.id().value())
                .param("live", source.tenant().live())
                .param("subjects", column(news, UUID[]::new, p -> p.transfer().subject()))
                .param("ids", column(news, UUID[]::new, p -> p.transfer().id()))
                .param("references", column(news, UUID[]::new, p -> reference(source, p.transfer(), called)))
                .param("kinds", column(news, String[]::new, p -> p.transfer().kind()))
                .param("amounts", column(news, Long[]::new, p -> signed(source, p.transfer())))
                .param(
                        "currencies",
                        column(
                                news,
                                String[]::new,
                                p -> p.transfer().amount().currency().getCurrencyCode()))
                .param("times", column(news, String[]::new, p -> p.at().toString()))
                .param(
                        "days",
                        column(
                                news,
                                String[]::new,
                                p -> p.at().atZone(source.zone()).toLocalDate().toString()))
                .update();
    }

    /**
     * What the acquirer knows it by: it was asked for a capture under the transfer's id, as a payment may have several,
     * and for what goes back under the subject's. What it began itself it calls as it likes.
     */
    private static UUID reference(Source source, Transfer transfer, Map<UUID, UUID> called) {
        return signed(source, transfer) > 0
                ? transfer.id()
                : called.getOrDefault(transfer.subject(), transfer.subject());
    }

    private static long signed(Source source, Transfer transfer) {
        long amount = transfer.amount().minor();
        return transfer.debit().code().equals(source.account()) ? amount : -amount;
    }

    List<Movement> ofKeys(Source source, Collection<UUID> keys) {
        UUID[] wanted = keys.toArray(UUID[]::new);
        return jdbc.sql(MOVEMENT
                        + "where merchant_id = :merchant and source_id = :source and reference = any(:keys) union "
                        + MOVEMENT + "where merchant_id = :merchant and source_id = :source and subject = any(:keys)")
                .param("merchant", source.tenant().merchant())
                .param("source", source.id().value())
                .param("keys", wanted)
                .query(ExpectedRepository::movement)
                .list();
    }

    /** Open ones of some days, oldest first. */
    List<Movement> open(Source source, LocalDate from, LocalDate to, int most) {
        return jdbc.sql(MOVEMENT + """
                where merchant_id = :merchant and source_id = :source and state in ('awaited', 'missing')
                  and day between :from and :to
                order by day, subject, transfer_id limit :most
                """)
                .param("merchant", source.tenant().merchant())
                .param("source", source.id().value())
                .param("from", from)
                .param("to", to)
                .param("most", most)
                .query(ExpectedRepository::movement)
                .list();
    }

    /** Those that statements should have told of by now, and did not. */
    List<Movement> overdue(Source source, LocalDate from, LocalDate to, int most) {
        return jdbc.sql(MOVEMENT + """
                where merchant_id = :merchant and source_id = :source and state = 'awaited'
                  and state in ('awaited', 'missing') and day between :from and :to
                order by day, subject, transfer_id limit :most
                """)
                .param("merchant", source.tenant().merchant())
                .param("source", source.id().value())
                .param("from", from)
                .param("to", to)
                .param("most", most)
                .query(ExpectedRepository::movement)
                .list();
    }

    /** @throws IllegalStateException if one was matched before */
    void match(Source source, List<MatchedMovement> movements) {
        int changed = jdbc.sql("""
                        update reconciliation.expected e set state = 'matched', match_id = t.match
                        from unnest(?::uuid[], ?::uuid[], ?::uuid[]) as t (subject, id, match)
                        where e.merchant_id = ? and e.source_id = ? and e.subject = t.subject and e.transfer_id = t.id
                          and e.state in ('awaited', 'missing', 'mismatched')
                        """)
                .params(
                        column(movements, UUID[]::new, m -> m.movement().subject()),
                        column(movements, UUID[]::new, m -> m.movement().transfer()),
                        column(movements, UUID[]::new, MatchedMovement::match),
                        source.tenant().merchant(),
                        source.id().value())
                .update();
        if (changed != movements.size()) {
            throw new IllegalStateException("A movement was matched meanwhile; the next run looks at it again");
        }
    }

    record MatchedMovement(Movement movement, UUID match) {}

    void become(Source source, Collection<Movement> movements, State state) {
        jdbc.sql("""
                        update reconciliation.expected e set state = ?
                        from unnest(?::uuid[], ?::uuid[]) as t (subject, id)
                        where e.merchant_id = ? and e.source_id = ? and e.subject = t.subject and e.transfer_id = t.id
                          and e.state <> 'matched' and e.state <> ?
                        """)
                .params(
                        state.wire(),
                        column(movements, UUID[]::new, Movement::subject),
                        column(movements, UUID[]::new, Movement::transfer),
                        source.tenant().merchant(),
                        source.id().value(),
                        state.wire())
                .update();
    }

    /** What is known of a movement. */
    enum State {
        AWAITED,
        MATCHED,
        MISSING,
        MISMATCHED,
        SETTLED;

        String wire() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private static Movement movement(ResultSet row, int number) throws SQLException {
        return new Movement(
                row.getObject("subject", UUID.class),
                row.getObject("transfer_id", UUID.class),
                row.getObject("reference", UUID.class),
                row.getLong("amount"),
                row.getString("currency"),
                row.getObject("day", LocalDate.class),
                Set.of("awaited", "missing", "mismatched").contains(row.getString("state")));
    }
}
