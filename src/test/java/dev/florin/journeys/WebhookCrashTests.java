package dev.florin.journeys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.florin.ApiClient;
import dev.florin.ApiClient.Reply;
import dev.florin.gateways.sandbox.SandboxProcess;
import dev.florin.gateways.sandbox.SandboxTalk;
import dev.florin.kernel.TypeId;
import dev.florin.webhooks.Receiver;
import dev.florin.webhooks.Receiver.Answer;
import dev.florin.webhooks.Receiver.Heard;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Two instances over one database, and a merchant with three endpoints, of which two are of no use. One instance is
 * killed while payments and deliveries are on their way, and never comes back.
 */
class WebhookCrashTests {

    /** {@code -Dwebhooks.payments=2000} for a longer run. */
    private static final int PAYMENTS = Integer.getInteger("webhooks.payments", 400);

    private static final int WARM_UP = 200;
    private static final int ALONE = 100;
    private static final int CALLERS = 12;
    private static final int REFUND_EACH = 8;

    /** More than one instance has in hand for an endpoint: of so many, the other has some. */
    private static final int IN_HAND = 5;

    /** An endpoint that takes longer counts as a slow one. */
    private static final Duration NOT_SLOW = Duration.ofMillis(600);

    private static final Duration PATIENCE = Duration.ofSeconds(90);

    /** Takes a publication of the killed one to be overdue, and a run of the job that looks for them. */
    private static final Duration TAKING_OVER = Duration.ofSeconds(75);

    private static final Path HOME = Path.of("target/journeys/webhooks").toAbsolutePath();
    private static final String DATABASE = "webhook_crash";
    private static final JsonMapper JSON = new JsonMapper();

    @TempDir
    Path acquirers;

    @Test
    void everyEventReachesItsEndpointThoughAnInstanceIsKilledAndOtherEndpointsFail() throws SQLException {
        Path log = acquirers.resolve("facts.jsonl");
        try (var server = SharedDatabase.start(HOME, DATABASE);
                var acquirer = SandboxProcess.start(log, 0, "--test-processing-delay=0");
                var good = new Receiver();
                var slow = new Receiver();
                var failing = new Receiver();
                var first = instance("first", server, acquirer);
                var second = instance("second", server, acquirer)) {
            new SandboxTalk(acquirer.address()).control("POST", "settings", "{\"delay_ms\":30}");
            var database = server.dataSource();
            var apis = List.of(first.awaitUp().api(), second.awaitUp().api());
            var survivor = apis.getLast();
            removeEndpoints(survivor);
            var heard = new Post();
            subscribe(survivor, good, heard, 200, Duration.ZERO, "*");
            pay(WARM_UP, apis, _ -> {});
            Instant alone = Instant.now();
            var made = pay(ALONE, apis, _ -> {});

            var others = new Post();
            subscribe(survivor, slow, others, 200, Duration.ofSeconds(30), "payment.success", "order.paid");
            subscribe(survivor, failing, others, 500, Duration.ZERO, "*");
            Instant together = Instant.now();
            var more = CompletableFuture.supplyAsync(
                    () -> pay(PAYMENTS, apis, done -> {
                        if (done == PAYMENTS / 2) {
                            heard.hold();
                        }
                    }),
                    Thread::startVirtualThread);
            heard.awaitHeld(IN_HAND);
            whileListenersOf("first", database, first::kill);
            Instant killed = Instant.now();
            heard.letGo();
            var events = more.join();
            Instant over = Instant.now();
            long orphans = count(
                    database,
                    "select count(*) from public.event_publication where publication_date < '%s'".formatted(killed));

            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(open(database)).isZero());
            Set<String> expected = expected(database);
            await().atMost(TAKING_OVER)
                    .pollInterval(Duration.ofMillis(200))
                    .untilAsserted(() -> assertThat(missing(expected, heard)).isEmpty());
            await().atMost(TAKING_OVER)
                    .untilAsserted(
                            () -> assertThat(missing(stored(database), heard)).isEmpty());
            await().atMost(PATIENCE).until(() -> count(database, "select count(*) from public.event_publication") == 0);
            try (var connection = database.getConnection()) { // one: it has questions about each payment
                Truth.of(log, new SingleConnectionDataSource(connection, true)).holds();
            }

            assertThat(captured(database)).isEqualTo(WARM_UP + ALONE + PAYMENTS).isEqualTo(payments(database));
            assertThat(Stream.concat(made.stream(), events.stream())).allMatch(name -> heard.told.containsKey(name));
            assertThat(heard.told.keySet())
                    .as("all that is stored, and nothing else")
                    .isEqualTo(stored(database));
            assertThat(heard.told)
                    .allSatisfy((what, ids) -> assertThat(ids).as(what).hasSize(1));
            assertThat(good.heard()).as("what was in hand came again").hasSizeGreaterThan(heard.told.size());
            assertThat(heard.wrong).isEmpty();
            assertThat(others.wrong).isEmpty();
            others.bodies.forEach((id, body) -> assertThat(body).isEqualTo(heard.bodies.get(id)));

            var delays = delays(database, heard);
            print("warm-up", delays, Instant.MIN, alone);
            print("good endpoint alone", delays, alone, together);
            print("with a slow and a failing one", delays, together, heard.holding);
            print("around the kill", delays, heard.holding, killed);
            print("after the kill", delays, killed, over);
            print("later", delays, over, Instant.MAX);
            System.out.printf(
                    "%d publications were left; heard %d times of %d events; the slow one %d times, the failing one %d; all was known %d ms after the kill%n",
                    orphans,
                    good.heard().size(),
                    heard.told.size(),
                    slow.heard().size(),
                    failing.heard().size(),
                    Duration.between(killed, heard.last()).toMillis());
        }
    }

    /** What a merchant remembers of what came. */
    private static final class Post {

        /** By what was told, such as {@code payment.success pay_…}: the ids under which it was. */
        final Map<String, Set<String>> told = new ConcurrentHashMap<>();

        final Map<String, String> bodies = new ConcurrentHashMap<>();
        final Map<String, Instant> firstAt = new ConcurrentHashMap<>();
        final Queue<String> wrong = new ConcurrentLinkedQueue<>();
        private final AtomicInteger held = new AtomicInteger();
        private final CountDownLatch going = new CountDownLatch(1);
        private volatile Instant holding = Instant.MAX;

        /** From now on no answer is given. */
        void hold() {
            holding = Instant.now();
        }

        void awaitHeld(int count) {
            await().atMost(PATIENCE).pollInterval(Duration.ofMillis(5)).until(() -> held.get() > 0);
            long begun = System.nanoTime();
            await().atMost(PATIENCE)
                    .pollInterval(Duration.ofMillis(5))
                    .until(() -> held.get() >= count || System.nanoTime() - begun > NOT_SLOW.toNanos());
        }

        void letGo() {
            going.countDown();
        }

        private void answerLater() {
            held.incrementAndGet();
            try {
                going.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            } finally {
                held.decrementAndGet();
            }
        }

        void take(Heard one, String secret) {
            Instant now = Instant.now();
            String id = one.header("webhook-id");
            if (!one.isSigned(secret)) {
                wrong.add("not signed: " + one);
                return;
            }
            JsonNode event = JSON.readTree(one.body());
            String before = bodies.putIfAbsent(id, one.body());
            if (before != null && !before.equals(one.body())) {
                wrong.add("another body: " + before + " and then " + one.body());
            }
            if (!event.get("id").asString().equals(id)
                    || !event.get("event").asString().equals(one.header("X-Webhook-Event"))) {
                wrong.add("headers of another event: " + one);
            }
            firstAt.putIfAbsent(id, now);
            String object = event.get("data").iterator().next().get("id").asString();
            told.computeIfAbsent(event.get("event").asString() + " " + object, _ -> ConcurrentHashMap.newKeySet())
                    .add(id);
            if (going.getCount() > 0 && holding.isBefore(now)) {
                answerLater();
            }
        }

        Instant last() {
            return firstAt.values().stream().max(Instant::compareTo).orElseThrow();
        }
    }

    private static void subscribe(
            ApiClient api, Receiver receiver, Post post, int status, Duration after, String... events) {
        var secret = new CompletableFuture<String>();
        receiver.answer(one -> {
            post.take(one, secret.join());
            pause(after);
            return new Answer(status, Map.of(), "");
        });
        Reply made = api.post("/webhook-endpoints", """
                {"url":"%s","events":["%s"]}""".formatted(receiver.url(), String.join("\",\"", events)));
        assertThat(made.status()).as("%s", made.body()).isEqualTo(201);
        secret.complete(made.text("secret"));
    }

    /** The demo merchant has one from the start, where nobody listens. */
    private static void removeEndpoints(ApiClient api) {
        api.get("/webhook-endpoints")
                .body()
                .get("data")
                .forEach(endpoint ->
                        api.delete("/webhook-endpoints/" + endpoint.get("id").asString()));
    }

    /**
     * So many payments, some of them refunded, by callers who ask the other instance where one does not answer.
     *
     * @param after is told of each that is done, how many that makes
     * @return what a merchant is to be told of them
     */
    private static Set<String> pay(int count, List<ApiClient> apis, IntConsumer after) {
        var turns = new Semaphore(CALLERS);
        var done = new AtomicInteger();
        Set<String> events = ConcurrentHashMap.newKeySet();
        Crowd.of(count, i -> {
            turns.acquireUninterruptibly();
            try {
                Reply payment = ask(apis, i, "/payments", ApiClient.payment("4242424242424242", ""));
                events.add("payment.created " + payment.text("id"));
                events.add("payment.success " + payment.text("id"));
                events.add("order.paid " + payment.text("order_id"));
                if (i % REFUND_EACH == 0) {
                    Reply refund = ask(apis, i + 1, "/refunds", """
                            {"payment_id":"%s","amount":20000}""".formatted(payment.text("id")));
                    events.add("refund.created " + refund.text("id"));
                    events.add("refund.processed " + refund.text("id"));
                }
                after.accept(done.incrementAndGet());
                return payment;
            } finally {
                turns.release();
            }
        });
        return events;
    }

    /** With one key for all tries, as integrators are told to do. */
    private static Reply ask(List<ApiClient> apis, int first, String path, String body) {
        String key = ApiClient.key();
        for (int tries = 0; tries < 240; tries++) {
            try {
                Reply reply = apis.get((first + tries) % apis.size())
                        .post(path, body, "Idempotency-Key", key, "Prefer", "wait=20");
                if (reply.status() == 201) {
                    return reply;
                }
                // The one that died may still hold the key, or the payment is not yet known to be captured
                assertThat(reply.status()).as("%s", reply.body()).isIn(409, 422, 503);
            } catch (UncheckedIOException e) {
                // that one is dead
            }
            pause(Duration.ofMillis(250));
        }
        throw new AssertionError("Never answered: " + body);
    }

    /** Acts while this instance is telling of something, and cannot go on: what it had published is left behind. */
    private static void whileListenersOf(String instance, DriverManagerDataSource database, Runnable act)
            throws SQLException {
        try (var connection = database.getConnection();
                var statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("lock table webhooks.event in share mode");
            await().atMost(PATIENCE)
                    .pollInterval(Duration.ofMillis(5))
                    .until(() -> count(database, """
                            select count(*) from pg_stat_activity
                            where wait_event_type = 'Lock' and application_name = '%s'""".formatted(instance)) > 0);
            act.run();
            connection.rollback();
        }
    }

    private static long open(DriverManagerDataSource database) {
        return count(database, """
                select (select count(*) from payments.payment where resolve_after is not null)
                    + (select count(*) from refunds.refund where resolve_after is not null)""");
    }

    private static long payments(DriverManagerDataSource database) {
        return count(database, "select count(*) from payments.payment");
    }

    private static long captured(DriverManagerDataSource database) {
        return count(database, "select count(*) from payments.payment where amount_captured = 50000");
    }

    private static long count(DriverManagerDataSource database, String sql) {
        return JdbcClient.create(database).sql(sql).query(Long.class).single();
    }

    /** What a merchant is to be told of all that the database has. */
    private static Set<String> expected(DriverManagerDataSource database) {
        Set<String> events = new HashSet<>();
        var jdbc = JdbcClient.create(database);
        jdbc.sql("select id, order_id from payments.payment where amount_captured > 0")
                .query((row, _) -> {
                    String payment = TypeId.format("pay", row.getObject("id", UUID.class));
                    String order = TypeId.format("order", row.getObject("order_id", UUID.class));
                    return events.addAll(
                            List.of("payment.created " + payment, "payment.success " + payment, "order.paid " + order));
                })
                .list();
        jdbc.sql("select id from refunds.refund where status = 'processed'")
                .query(UUID.class)
                .list()
                .forEach(id -> Stream.of("refund.created ", "refund.processed ")
                        .forEach(name -> events.add(name + TypeId.format("rfnd", id))));
        return events;
    }

    private static Set<String> missing(Set<String> expected, Post heard) {
        Set<String> missing = new HashSet<>(expected);
        missing.removeAll(heard.told.keySet());
        return missing;
    }

    /** What Florin has written down to be told. */
    private static Set<String> stored(DriverManagerDataSource database) {
        return Set.copyOf(JdbcClient.create(database)
                .sql("select name || ' ' || (body::jsonb -> 'data' -> object_type ->> 'id') from webhooks.event")
                .query(String.class)
                .list());
    }

    /** An event: when it happened, and how long after the good endpoint heard of it. */
    private record Delay(Instant at, Duration delay) {}

    private static List<Delay> delays(DriverManagerDataSource database, Post heard) {
        return JdbcClient.create(database)
                .sql("select body::jsonb ->> 'id' as id, at from webhooks.event")
                .query((row, _) -> {
                    Instant at = row.getObject("at", OffsetDateTime.class).toInstant();
                    return new Delay(at, Duration.between(at, heard.firstAt.get(row.getString("id"))));
                })
                .list();
    }

    private static void print(String phase, List<Delay> all, Instant from, Instant before) {
        List<Long> sorted = all.stream()
                .filter(one -> !one.at().isBefore(from) && one.at().isBefore(before))
                .map(one -> one.delay().toMillis())
                .sorted()
                .toList();
        if (!sorted.isEmpty()) {
            System.out.printf(
                    "%s: %d events, delay p50 %d ms, p99 %d ms, longest %d ms%n",
                    phase,
                    sorted.size(),
                    sorted.get(sorted.size() / 2),
                    sorted.get(sorted.size() * 99 / 100),
                    sorted.getLast());
        }
    }

    private static FlorinJvm instance(String name, SharedDatabase server, SandboxProcess acquirer) {
        return server.launch(
                name, acquirer, "--spring.datasource.hikari.data-source-properties.ApplicationName=" + name);
    }

    private static void pause(Duration time) {
        try {
            Thread.sleep(time);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
