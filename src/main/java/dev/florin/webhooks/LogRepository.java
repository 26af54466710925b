package dev.florin.webhooks;

import static dev.florin.webhooks.EventRepository.texts;
import static dev.florin.webhooks.EventRepository.uuids;

import dev.florin.kernel.Mask;
import dev.florin.outbound.Reply.Answered;
import dev.florin.outbound.Reply.Unanswered;
import dev.florin.webhooks.Verdict.Again;
import dev.florin.webhooks.Verdict.Delivered;
import dev.florin.webhooks.Verdict.GivenUp;
import dev.florin.webhooks.Verdict.Gone;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.databind.json.JsonMapper;

/** Writes what became of attempts, many at once. */
@Repository
class LogRepository {

    private final JdbcClient jdbc;
    private final JsonMapper json = new JsonMapper();

    LogRepository(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * Writes attempts and moves their deliveries on. One that was written before is left out. What has arrived stays so,
     * whatever another attempt that ran at the same time came to.
     *
     * @param told no two of one delivery
     */
    void write(List<Told> told) {
        jdbc.sql("""
                with told as (
                    select * from unnest(:merchants::uuid[], :deliveries::uuid[], :ids::uuid[], :ats::text[],
                        :tooks::int[], :statuses::int[], :errors::text[], :requests::text[], :headers::text[],
                        :answers::text[], :tries::int[], :verdicts::text[], :nexts::text[])
                        as t (merchant, delivery, id, at, took, status, error, request, headers, answer, tries, verdict,
                            next)
                ), written as (
                    insert into webhooks.attempt
                        (merchant_id, delivery_id, id, at, took_ms, status, error, request_headers, answer_headers,
                         answer)
                    select merchant, delivery, id, at::timestamptz, took, status, error, request, headers, answer
                    from told
                    on conflict do nothing
                    returning id
                )
                update webhooks.delivery d
                set attempts = d.attempts + 1, tries = told.tries,
                    status = case when d.status = 'delivered' then d.status else told.verdict end,
                    next_attempt_at = case when d.status <> 'delivered' then told.next::timestamptz end,
                    last_status = told.status, last_error = told.error
                from told join written using (id)
                where d.merchant_id = told.merchant and d.id = told.delivery
                """)
                .param("merchants", uuids(told, t -> t.parcel().tenant().merchant()))
                .param("deliveries", uuids(told, t -> t.parcel().delivery().value()))
                .param("ids", uuids(told, Told::id))
                .param("ats", texts(told, t -> t.at().toString()))
                .param(
                        "tooks",
                        told.stream().map(t -> (int) t.took().toMillis()).toArray(Integer[]::new))
                .param("statuses", told.stream().map(LogRepository::status).toArray(Integer[]::new))
                .param("errors", texts(told, t -> t.reply() instanceof Unanswered(var error) ? kept(error) : null))
                .param("requests", texts(told, t -> json.writeValueAsString(t.headers())))
                .param(
                        "headers",
                        texts(
                                told,
                                t -> t.reply() instanceof Answered answered
                                        ? kept(json.writeValueAsString(answered.headers()))
                                        : null))
                .param(
                        "answers",
                        texts(told, t -> t.reply() instanceof Answered answered ? kept(answered.body()) : null))
                .param("tries", told.stream().map(t -> t.parcel().tries() + 1).toArray(Integer[]::new))
                .param("verdicts", texts(told, t -> becomes(t.verdict()).wire()))
                .param("nexts", texts(told, t -> t.verdict() instanceof Again(var at) ? at.toString() : null))
                .update();
    }

    static DeliveryStatus becomes(Verdict verdict) {
        return switch (verdict) {
            case Delivered _ -> DeliveryStatus.DELIVERED;
            case Again _ -> DeliveryStatus.PENDING;
            case GivenUp _, Gone _ -> DeliveryStatus.FAILED;
        };
    }

    private static @Nullable Integer status(Told told) {
        return told.reply() instanceof Answered answered ? answered.status() : null;
    }

    /** Strangers wrote it: PostgreSQL keeps no U+0000, and we no card numbers. */
    private static String kept(String text) {
        return Mask.cards(text.replace("\0", ""));
    }
}
