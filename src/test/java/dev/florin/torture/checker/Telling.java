package dev.florin.torture.checker;

import dev.florin.torture.workload.Journal.Answer;
import dev.florin.torture.workload.Journal.Exchange;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/**
 * What one answer told of one object.
 *
 * @param kind {@code payment}, {@code order} or {@code refund}
 * @param captured of a payment, or what is paid of an order; minor units
 * @param refunded of a payment
 * @param parent the order of a payment, the payment of a refund
 * @param request which made it, by its metadata; empty if none did
 */
record Telling(
        String kind,
        String id,
        String status,
        long amount,
        String currency,
        long captured,
        long refunded,
        String parent,
        String request,
        Exchange exchange,
        Answer answer) {

    private static final List<String> KINDS = List.of("payment", "order", "refund");

    /** @throws RuntimeException if a good answer is not JSON */
    static List<Telling> of(Exchange exchange) {
        Answer answer = exchange.answer();
        if (answer == null || !answer.isDone() || answer.body().isEmpty()) {
            return List.of();
        }
        JsonNode body = answer.json();
        if (!body.path("object").asString("").equals("list")) {
            return KINDS.contains(body.path("object").asString("")) ? List.of(of(body, exchange, answer)) : List.of();
        }
        List<Telling> all = new ArrayList<>();
        for (JsonNode one : body.path("data")) {
            if (KINDS.contains(one.path("object").asString(""))) {
                all.add(of(one, exchange, answer));
            }
        }
        return all;
    }

    private static Telling of(JsonNode body, Exchange exchange, Answer answer) {
        String kind = body.path("object").asString();
        return new Telling(
                kind,
                body.path("id").asString(""),
                body.path("status").asString(""),
                body.path("amount").asLong(-1),
                body.path("currency").asString(""),
                body.path(kind.equals("order") ? "amount_paid" : "amount_captured")
                        .asLong(0),
                body.path("amount_refunded").asLong(0),
                body.path(kind.equals("refund") ? "payment_id" : "order_id").asString(""),
                body.path("metadata").path("request").asString(""),
                exchange,
                answer);
    }

    /** Whether it says how things stood while it was asked, and not how they did when its key was used first. */
    boolean isFresh() {
        return !answer.replayed();
    }

    /** Whether a request was answered with this object because it made it, or did something to it. */
    boolean isAcknowledged() {
        return exchange.call().isPost();
    }

    boolean isBefore(Telling later) {
        return answer.at() < later.exchange.call().at();
    }
}
