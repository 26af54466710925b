package dev.florin.reconciliation;

import static dev.florin.reconciliation.LineRepository.column;
import static java.time.ZoneOffset.UTC;

import dev.florin.kernel.TypeId;
import dev.florin.reconciliation.matching.Line;
import dev.florin.reconciliation.matching.Movement;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Opens and closes exceptions by what matching finds, very many at once. */
@Repository
class DisagreementRepository {

    private final JdbcClient jdbc;

    DisagreementRepository(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Opens them, but for those that are open. */
    void open(Source source, Collection<Disagreement> some, Instant now) {
        if (some.isEmpty()) {
            return;
        }
        jdbc.sql("""
                insert into reconciliation.exception (merchant_id, id, livemode, source_id, result, status, entry_id,
                    subject, transfer_id, bank_amount, our_amount, currency, day, opened_at)
                select :merchant, id, :live, :source, result, 'open', entry, subject, transfer, bank, ours, currency, day,
                    :now
                from unnest(:ids::uuid[], :results::text[], :entries::uuid[], :subjects::uuid[], :transfers::uuid[],
                    :bank::bigint[], :ours::bigint[], :currencies::text[], :days::date[])
                    as t (id, result, entry, subject, transfer, bank, ours, currency, day)
                on conflict do nothing
                """)
                .param("merchant", source.tenant().merchant())
                .param("live", source.tenant().live())
                .param("source", source.id().value())
                .param("now", now.atOffset(UTC))
                .param("ids", column(some, UUID[]::new, _ -> TypeId.next()))
                .param("results", column(some, String[]::new, d -> d.result().wire()))
                .param(
                        "entries",
                        column(
                                some,
                                UUID[]::new,
                                d -> d.line() == null ? null : d.line().id()))
                .param(
                        "subjects",
                        column(
                                some,
                                UUID[]::new,
                                d -> d.movement() == null ? null : d.movement().subject()))
                .param(
                        "transfers",
                        column(
                                some,
                                UUID[]::new,
                                d -> d.movement() == null ? null : d.movement().transfer()))
                .param(
                        "bank",
                        column(
                                some,
                                Long[]::new,
                                d -> d.line() == null ? null : d.line().paid()))
                .param(
                        "ours",
                        column(
                                some,
                                Long[]::new,
                                d -> d.movement() == null ? null : d.movement().amount()))
                .param("currencies", column(some, String[]::new, Disagreement::currency))
                .param("days", column(some, String[]::new, d -> d.day().toString()))
                .update();
    }

    /** @param line the bank's; null if there is none, as with {@code movement} */
    record Disagreement(
            Result result, @Nullable Line line, @Nullable Movement movement) {

        String currency() {
            return line != null ? line.currency() : movement != null ? movement.currency() : "";
        }

        LocalDate day() {
            return line != null ? line.day() : movement != null ? movement.day() : LocalDate.EPOCH;
        }
    }

    /** What was open about these lines and movements no longer is. */
    void explain(Source source, Collection<UUID> lines, Collection<Movement> movements, Instant now) {
        jdbc.sql("""
                update reconciliation.exception set status = 'explained', closed_at = :now
                where merchant_id = :merchant and status = 'open' and entry_id = any(:lines)
                """)
                .param("merchant", source.tenant().merchant())
                .param("now", now.atOffset(UTC))
                .param("lines", lines.toArray(UUID[]::new))
                .update();
        jdbc.sql("""
                update reconciliation.exception x set status = 'explained', closed_at = :now
                from unnest(:subjects::uuid[], :transfers::uuid[]) as t (subject, id)
                where x.merchant_id = :merchant and x.source_id = :source and x.status = 'open'
                  and x.result = 'missing_in_bank' and x.subject = t.subject and x.transfer_id = t.id
                """)
                .param("merchant", source.tenant().merchant())
                .param("source", source.id().value())
                .param("now", now.atOffset(UTC))
                .param("subjects", column(movements, UUID[]::new, Movement::subject))
                .param("transfers", column(movements, UUID[]::new, Movement::transfer))
                .update();
    }

    /** What was thought of these lines before is overruled by another result. */
    void overrule(Source source, List<Disagreement> some, Instant now) {
        List<Disagreement> ofLines = some.stream().filter(d -> d.line() != null).toList();
        jdbc.sql("""
                update reconciliation.exception x set status = 'explained', closed_at = :now
                from unnest(:lines::uuid[], :results::text[]) as t (id, result)
                where x.merchant_id = :merchant and x.status = 'open' and x.entry_id = t.id and x.result <> t.result
                """)
                .param("merchant", source.tenant().merchant())
                .param("now", now.atOffset(UTC))
                .param(
                        "lines",
                        column(
                                ofLines,
                                UUID[]::new,
                                d -> d.line() == null ? null : d.line().id()))
                .param("results", column(ofLines, String[]::new, d -> d.result().wire()))
                .update();
    }
}
