package dev.florin.torture.checker;

import dev.florin.torture.workload.Journal;
import dev.florin.torture.workload.Journal.Exchange;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;

/** All that is known of an object and of what belongs to it, for a person to understand what happened. */
final class History {

    private static final int LONGEST = 200;

    private final Evidence evidence;
    private final Function<Exchange, String> text;

    /** @param text of an exchange, such as {@link Journal#text} */
    History(Evidence evidence, Function<Exchange, String> text) {
        this.evidence = evidence;
        this.text = text;
    }

    List<String> of(String object) {
        if (object.isEmpty()) {
            return List.of();
        }
        Set<String> ids = family(object);
        List<String> lines = new ArrayList<>();
        lines.add("about " + ids);
        Set<String> keys = new LinkedHashSet<>();
        evidence.exchanges().stream()
                .filter(exchange -> ids.stream().anyMatch(id -> mentions(exchange, id)))
                .forEach(exchange -> keys.add(String.valueOf(exchange.call().key())));
        keys.remove("null");
        evidence.exchanges().stream()
                .filter(exchange -> keys.contains(String.valueOf(exchange.call().key()))
                        || ids.stream().anyMatch(id -> mentions(exchange, id)))
                .map(text)
                .forEach(lines::add);
        for (String id : ids) {
            JsonNode now = now(id);
            if (now != null) {
                lines.add("Florin now: " + now);
            }
            if (id.startsWith("pay_")) {
                evidence.acquirer().about(Evidence.reference(id)).forEach(line -> lines.add("acquirer: " + line));
            }
            evidence.books().transfers().getOrDefault(id, List.of()).forEach(line -> lines.add("ledger: " + line));
            evidence.deliveries().stream()
                    .filter(delivery -> delivery.body().contains(id))
                    .forEach(delivery -> lines.add("heard: " + delivery));
        }
        return lines.size() > LONGEST ? lines.subList(0, LONGEST) : lines;
    }

    /** The payment of a refund or a dispute, the payments of an order, and their refunds. */
    private Set<String> family(String object) {
        Set<String> ids = new LinkedHashSet<>(List.of(object));
        JsonNode refund = evidence.books().refunds().get(object);
        if (refund != null) {
            ids.add(refund.path("payment_id").asString());
        }
        JsonNode dispute = evidence.books().disputes().get(object);
        if (dispute != null) {
            ids.add(dispute.path("payment_id").asString());
        }
        evidence.books().payments().forEach((id, payment) -> {
            if (payment.path("order_id").asString().equals(object)) {
                ids.add(id);
            }
        });
        evidence.books().refunds().forEach((id, one) -> {
            if (ids.contains(one.path("payment_id").asString())) {
                ids.add(id);
            }
        });
        return ids;
    }

    private @org.jspecify.annotations.Nullable JsonNode now(String id) {
        Books books = evidence.books();
        return id.startsWith("pay_")
                ? books.payments().get(id)
                : id.startsWith("rfnd_")
                        ? books.refunds().get(id)
                        : id.startsWith("dp_")
                                ? books.disputes().get(id)
                                : books.orders().get(id);
    }

    private static boolean mentions(Exchange exchange, String id) {
        var answer = exchange.answer();
        return exchange.call().path().contains(id)
                || exchange.call().body().contains(id)
                || answer != null
                        && answer.body().contains(id)
                        && !answer.body().contains("\"object\":\"list\"");
    }
}
