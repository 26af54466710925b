package dev.florin.torture.checker;

import dev.florin.gateways.sandbox.SandboxLog;
import dev.florin.gateways.sandbox.SandboxLog.Totals;
import dev.florin.kernel.TypeId;
import dev.florin.merchants.StoredKey;
import dev.florin.torture.Merchant;
import dev.florin.torture.workload.Inbox.Delivery;
import dev.florin.torture.workload.Journal.Answer;
import dev.florin.torture.workload.Journal.Call;
import dev.florin.torture.workload.Journal.Exchange;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What all witnesses say of a run, to be changed into lies. */
final class Testimony {

    static final UUID PAYMENT_ID = UUID.fromString("01900000-0000-7000-8000-000000000001");
    static final UUID OTHER_ID = UUID.fromString("01900000-0000-7000-8000-000000000002");
    static final UUID REFUND_ID = UUID.fromString("01900000-0000-7000-8000-000000000003");
    static final String PAYMENT = TypeId.format("pay", PAYMENT_ID);
    static final String OTHER = TypeId.format("pay", OTHER_ID);
    static final String REFUND = TypeId.format("rfnd", REFUND_ID);
    static final String ORDER = TypeId.format("order", UUID.fromString("01900000-0000-7000-8000-000000000004"));

    static final UUID DISPUTE_ID = UUID.fromString("01900000-0000-7000-8000-000000000006");
    static final String DISPUTE = TypeId.format("dp", DISPUTE_ID);

    private static final JsonMapper JSON = new JsonMapper();
    private static final Merchant MERCHANT =
            new Merchant(new StoredKey(UUID.fromString("01900000-0000-7000-8000-000000000005"), "key", "secret"), "");

    final List<String> log = new ArrayList<>();
    final List<String> answers = new ArrayList<>();
    final List<Delivery> deliveries = new ArrayList<>();
    final Map<String, String> payments = new LinkedHashMap<>();
    final Map<String, String> refunds = new LinkedHashMap<>();
    final Map<String, String> orders = new LinkedHashMap<>();
    final Map<String, String> disputes = new LinkedHashMap<>();
    final Set<String> givenUp = new HashSet<>();
    final List<String> contradictions = new ArrayList<>();
    long booked;
    long bookedBack;
    boolean overlap;

    private final List<Exchange> exchanges = new ArrayList<>();
    private long time;

    static Testimony ofACapturedAndRefundedPayment() {
        var run = new Testimony();
        String events =
                "{\"type\":\"payment.created\",\"amount\":50000},{\"type\":\"payment.authorized\",\"amount\":50000},"
                        + "{\"type\":\"payment.success\",\"amount\":50000}";
        String later =
                ",{\"type\":\"refund.created\",\"amount\":20000},{\"type\":\"refund.processed\",\"amount\":20000}"
                        + ",{\"type\":\"dispute.created\",\"amount\":30000},{\"type\":\"dispute.won\",\"amount\":30000}";
        String paid = payment("captured", 0, events);
        String end = payment("partially_refunded", 20_000, events + later);
        String refund =
                "{\"id\":\"%s\",\"object\":\"refund\",\"payment_id\":\"%s\",\"status\":\"processed\",\"amount\":20000,\"currency\":\"INR\",\"metadata\":{\"request\":\"r-2\"}}"
                        .formatted(REFUND, PAYMENT);
        String order =
                "{\"id\":\"%s\",\"object\":\"order\",\"status\":\"paid\",\"amount\":50000,\"amount_paid\":50000,\"currency\":\"INR\"}"
                        .formatted(ORDER);
        run.answer("POST", "/payments", "k-1", 201, paid);
        run.answer("POST", "/refunds", "k-2", 201, refund);
        run.answer("GET", "/payments/" + PAYMENT, "", 200, end);
        run.payment(end);
        run.refund(refund);
        run.orders.put(ORDER, order);
        run.log.add(accepted(PAYMENT_ID, "authorize", "", 50_000));
        run.log.add(accepted(REFUND_ID, "refund", ",\"authorization\":\"%s\"".formatted(PAYMENT_ID), 20_000)
                .replace("approved", "pending"));
        run.log.add("{\"fact\":\"resolved\",\"reference\":\"%s\",\"result\":{\"status\":\"approved\"}}"
                .formatted(REFUND_ID));
        String dispute =
                "{\"id\":\"%s\",\"object\":\"dispute\",\"payment_id\":\"%s\",\"status\":\"won\",\"amount\":30000,\"currency\":\"INR\",\"acquirer_reference\":\"%s\",\"submitted_at\":1767225600}"
                        .formatted(DISPUTE, PAYMENT, DISPUTE_ID);
        run.answer("POST", "/disputes/%s/evidence".formatted(DISPUTE), "k-3", 200, dispute);
        run.disputes.put(DISPUTE, dispute);
        run.log.add("{\"fact\":\"disputed\",\"dispute\":\"%s\",\"authorization\":\"%s\",\"amount\":30000}"
                .formatted(DISPUTE_ID, PAYMENT_ID));
        run.log.add("{\"fact\":\"evidence_taken\",\"dispute\":\"%s\"}".formatted(DISPUTE_ID));
        run.log.add("{\"fact\":\"dispute_ended\",\"dispute\":\"%s\",\"status\":\"won\"}".formatted(DISPUTE_ID));
        run.booked = 50_000;
        run.bookedBack = 20_000;
        run.deliver("payment.created", 1, "payment", paid, "evt_1", true);
        run.deliver("payment.authorized", 2, "payment", paid, "evt_2", true);
        run.deliver("payment.success", 3, "payment", paid, "evt_3", true);
        run.deliver("order.paid", 2, "order", order, "evt_4", true);
        run.deliver("refund.created", 1, "refund", refund, "evt_5", true);
        run.deliver("refund.processed", 2, "refund", refund, "evt_6", true);
        run.deliver("dispute.created", 1, "dispute", dispute, "evt_7", true);
        run.deliver("dispute.won", 2, "dispute", dispute, "evt_8", true);
        return run;
    }

    private static String payment(String status, long refunded, String events) {
        return "{\"id\":\"%s\",\"object\":\"payment\",\"order_id\":\"%s\",\"status\":\"%s\",\"amount\":50000,\"amount_captured\":50000,\"amount_refunded\":%d,\"currency\":\"INR\",\"capture\":\"automatic\",\"metadata\":{\"request\":\"r-1\"},\"events\":[%s]}"
                .formatted(PAYMENT, ORDER, status, refunded, events);
    }

    private static String accepted(UUID reference, String operation, String more, long amount) {
        return "{\"fact\":\"accepted\",\"request\":{\"operation\":\"%s\",\"reference\":\"%s\"%s,\"last\":true},\"amount\":%d,\"currency\":\"INR\",\"verdict\":{\"now\":{\"status\":\"approved\"}}}"
                .formatted(operation, reference, more, amount);
    }

    void payment(String json) {
        payments.put(JSON.readTree(json).get("id").asString(), json);
    }

    void refund(String json) {
        refunds.put(JSON.readTree(json).get("id").asString(), json);
    }

    /** As Florin tells it at the end. */
    String told(String id) {
        return Objects.requireNonNull(id.equals(REFUND) ? refunds.get(id) : payments.get(id));
    }

    /** Asks after all that was answered before; with {@link #overlap}, before the last answer. */
    void answer(String method, String path, String key, int status, String body) {
        long sent = overlap ? time - 3 : time + 1;
        var call = new Call(
                exchanges.size(), "client", MERCHANT, "first", method, path, key.isEmpty() ? null : key, "", sent);
        time += 2;
        exchanges.add(new Exchange(call, new Answer(time, status, false, body)));
        answers.add(body);
    }

    void deliver(String name, int sequence, String kind, String object, String id, boolean signed) {
        String body = "{\"id\":\"%s\",\"event\":\"%s\",\"sequence\":%d,\"data\":{\"%s\":%s}}"
                .formatted(id, name, sequence, kind, object);
        deliveries.add(new Delivery(id, name, body, signed));
    }

    Evidence evidence(Path acquirerLog) {
        Map<String, Totals> ledger = booked == 0 ? Map.of() : Map.of("INR", new Totals(booked, bookedBack, 0));
        return Evidence.of(
                exchanges,
                deliveries,
                SandboxLog.read(acquirerLog),
                new Books(
                        parsed(payments),
                        parsed(refunds),
                        parsed(orders),
                        parsed(disputes),
                        givenUp,
                        ledger,
                        Map.of(),
                        contradictions));
    }

    private static Map<String, JsonNode> parsed(Map<String, String> all) {
        return all.entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, one -> JSON.readTree(one.getValue())));
    }
}
