package dev.florin.torture.checker;

import dev.florin.gateways.sandbox.SandboxLog;
import dev.florin.gateways.sandbox.SandboxLog.Totals;
import dev.florin.journeys.Truth;
import dev.florin.kernel.TypeId;
import dev.florin.torture.Merchant;
import dev.florin.torture.workload.Api;
import dev.florin.torture.workload.Api.Caller;
import dev.florin.torture.workload.Api.Request;
import dev.florin.torture.workload.Inbox;
import dev.florin.torture.workload.Journal;
import dev.florin.torture.workload.Journal.Answer;
import dev.florin.torture.workload.Journal.Call;
import dev.florin.torture.workload.Journal.Exchange;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Hears the accused, once all is quiet, and takes the testimony together. What is not answered cannot be judged. */
public final class Hearing {

    private static final JsonMapper JSON = new JsonMapper();

    /** At most so many acknowledged requests are asked again. */
    private static final int REPEATED = 300;

    private static final int AT_ONCE = 8;

    private final Api api;
    private final Journal journal;
    private final Inbox inbox;
    private final List<Merchant> merchants;
    private final Path acquirerLog;
    private final DataSource database;

    public Hearing(
            Api api, Journal journal, Inbox inbox, List<Merchant> merchants, Path acquirerLog, DataSource database) {
        this.api = api;
        this.journal = journal;
        this.inbox = inbox;
        this.merchants = merchants;
        this.acquirerLog = acquirerLog;
        this.database = database;
    }

    /** @throws Exception if anything could not be read */
    public Evidence hear() throws Exception {
        repeat();
        Map<String, JsonNode> payments = new ConcurrentHashMap<>();
        Map<String, JsonNode> refunds = new HashMap<>();
        Map<String, JsonNode> orders = new HashMap<>();
        Map<String, JsonNode> disputes = new HashMap<>();
        Set<String> givenUp = new HashSet<>();
        for (Merchant merchant : merchants) {
            List<String> ids = new ArrayList<>();
            list(merchant, "/payments?", one -> ids.add(one.path("id").asString()));
            list(merchant, "/refunds?", one -> refunds.put(one.path("id").asString(), one));
            list(merchant, "/orders?", one -> orders.put(one.path("id").asString(), one));
            list(merchant, "/disputes?", one -> disputes.put(one.path("id").asString(), one));
            list(merchant, "/webhooks?status=failed&", one -> givenUp.add(about(merchant, one)));
            together(ids, id -> payments.put(id, get(merchant, "/payments/" + id)));
        }
        try (var connection = database.getConnection()) { // one: there are questions about each payment
            var books = new SingleConnectionDataSource(connection, true);
            var contradictions = new ArrayList<>(Truth.of(acquirerLog, books).contradictions());
            contradictions.addAll(Sums.contradictions(books));
            for (Merchant merchant : merchants) {
                contradictions.addAll(Sums.contradictions(books, merchant, get(merchant, "/balances")));
            }
            return Evidence.of(
                    journal.exchanges(),
                    inbox.deliveries(),
                    SandboxLog.read(acquirerLog),
                    new Books(
                            payments,
                            refunds,
                            orders,
                            disputes,
                            givenUp,
                            ledger(books),
                            transfers(books),
                            contradictions));
        }
    }

    /** Some of what was acknowledged, under the keys that it had: whoever asks again is to hear the same. */
    private void repeat() throws InterruptedException {
        Map<String, Call> acknowledged = new LinkedHashMap<>();
        for (Exchange exchange : journal.exchanges()) {
            Answer answer = exchange.answer();
            Call call = exchange.call();
            if (call.key() != null && answer != null && answer.isDone()) {
                acknowledged.putIfAbsent(call.merchant().key().id() + call.key(), call);
            }
        }
        List<Call> calls = List.copyOf(acknowledged.values());
        int step = Math.max(1, calls.size() / REPEATED);
        List<Call> some = new ArrayList<>();
        for (int i = 0; i < calls.size(); i += step) {
            some.add(calls.get(i));
        }
        together(
                some,
                call -> require(api.ask(
                        checker(call.merchant()),
                        new Request("POST", call.path(), call.key(), call.body(), 0),
                        call.number())));
    }

    private void list(Merchant merchant, String path, Consumer<JsonNode> each) {
        String after = "";
        do {
            JsonNode page = get(merchant, path + "limit=100" + after);
            page.path("data").forEach(each);
            after = page.path("has_more").asBoolean(false)
                    ? "&starting_after=" + page.path("next_cursor").asString()
                    : "";
        } while (!after.isEmpty());
    }

    private String about(Merchant merchant, JsonNode delivery) {
        JsonNode whole = get(merchant, "/webhooks/" + delivery.path("id").asString());
        JsonNode data = JSON.readTree(whole.path("body").asString()).path("data");
        return whole.path("event").asString() + " "
                + data.iterator().next().path("id").asString();
    }

    private JsonNode get(Merchant merchant, String path) {
        Answer answer = api.ask(checker(merchant), Request.get(path), path.hashCode());
        require(answer);
        if (!answer.isDone()) {
            throw new IllegalStateException("%s was answered with %s".formatted(path, answer));
        }
        return answer.json();
    }

    private static Caller checker(Merchant merchant) {
        return new Caller("checker", merchant);
    }

    private static void require(Answer answer) {
        if (answer.isOpen()) {
            throw new IllegalStateException("Florin does not answer: " + answer);
        }
    }

    private static <T> void together(List<T> all, Consumer<T> each) throws InterruptedException {
        var turns = new Semaphore(AT_ONCE);
        List<CompletableFuture<Void>> begun = new ArrayList<>();
        for (T one : all) {
            turns.acquire();
            begun.add(CompletableFuture.runAsync(
                    () -> {
                        try {
                            each.accept(one);
                        } finally {
                            turns.release();
                        }
                    },
                    Thread::startVirtualThread));
        }
        begun.forEach(CompletableFuture::join);
    }

    private static Map<String, Totals> ledger(DataSource books) {
        Map<String, Totals> totals = new HashMap<>();
        JdbcClient.create(books)
                .sql(
                        "select currency, kind, sum(amount)::bigint as amount from ledger.transfer group by currency, kind")
                .query((row, _) -> {
                    long amount = row.getLong("amount");
                    Totals one = switch (row.getString("kind")) {
                        case "capture", "late_success" -> new Totals(amount, 0, 0);
                        case "refund" -> new Totals(0, amount, 0);
                        default -> new Totals(0, 0, 0);
                    };
                    return totals.merge(
                            row.getString("currency"),
                            one,
                            (a, b) -> new Totals(a.captured() + b.captured(), a.refunded() + b.refunded(), 0));
                })
                .list();
        return totals;
    }

    private static Map<String, List<String>> transfers(DataSource books) {
        Map<String, List<String>> transfers = new HashMap<>();
        JdbcClient.create(books)
                .sql(
                        "select subject, kind, posted_at || ' ' || kind || ' ' || id || ' ' || debit || ' -> ' || credit || ' '"
                                + " || amount || ' ' || currency as line from ledger.transfer order by posted_at")
                .query((row, _) -> {
                    String kind = row.getString("kind").startsWith("refund") ? "rfnd" : "pay";
                    return transfers
                            .computeIfAbsent(
                                    TypeId.format(kind, row.getObject("subject", UUID.class)), _ -> new ArrayList<>())
                            .add(row.getString("line"));
                })
                .list();
        return transfers;
    }
}
