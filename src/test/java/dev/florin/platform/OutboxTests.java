package dev.florin.platform;

import static java.time.ZoneOffset.UTC;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import dev.florin.FlorinTest;
import dev.florin.kernel.Rejection;
import dev.florin.platform.Outbox.Count;
import dev.florin.platform.Outbox.Filter;
import dev.florin.platform.PublicationView.Status;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.modulith.events.ApplicationModuleListener;
import org.springframework.modulith.events.FailedEventPublications;
import org.springframework.transaction.support.TransactionOperations;

/** What admins see of publications, and what they can do about them, with a listener that really fails. */
@FlorinTest
@Import(OutboxTests.Listeners.class)
class OutboxTests {

    private static final String LISTENER =
            "dev.florin.platform.OutboxTests$Hearer.on(dev.florin.platform.OutboxTests$Rumour)";

    @TestConfiguration(proxyBeanMethods = false)
    static class Listeners {
        @Bean
        Hearer hearer() {
            return new Hearer();
        }
    }

    public record Rumour(UUID id, String text) {}

    static class Hearer {
        /** Static, as what is injected is a proxy. */
        static final Set<UUID> UNWELCOME = ConcurrentHashMap.newKeySet();

        final ConcurrentHashMap<UUID, AtomicInteger> heard = new ConcurrentHashMap<>();

        @ApplicationModuleListener
        void on(Rumour rumour) {
            heard.computeIfAbsent(rumour.id(), _ -> new AtomicInteger()).incrementAndGet();
            if (UNWELCOME.contains(rumour.id())) {
                throw new IllegalStateException("I do not believe it: " + rumour.text());
            }
        }

        int times(UUID rumour) {
            AtomicInteger times = heard.get(rumour);
            return times == null ? 0 : times.get();
        }
    }

    @Autowired
    Outbox outbox;

    @Autowired
    Hearer hearer;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    ApplicationEventPublisher publisher;

    @Autowired
    TransactionOperations transactions;

    @Autowired
    FailedEventPublications failed;

    @Autowired
    InstantSource clock;

    @BeforeEach
    void forgetWhatWas() {
        jdbc.sql("delete from public.event_publication").update();
        jdbc.sql("delete from public.dead_publication").update();
    }

    @Test
    void whyAListenerFailedIsKeptAndMasked() {
        UUID rumour = publishUnwelcome("card 4242424242424242, ask asha@shop.example");

        PublicationView failed = await().until(() -> firstOf(Status.FAILED), one -> one != null);

        assertThat(failed.failure())
                .contains("IllegalStateException: I do not believe it")
                .contains("OutboxTests$Hearer.on")
                .contains("424242******4242")
                .contains("a***@shop.example")
                .doesNotContain("4242424242424242")
                .doesNotContain("asha@shop.example");
        assertThat(failed.payload()).contains(rumour.toString()).doesNotContain("4242424242424242", "asha@");
        assertThat(failed.module()).isEqualTo("platform");
        assertThat(failed.shortListener()).isEqualTo("OutboxTests$Hearer.on(OutboxTests$Rumour)");
    }

    @Test
    void whatFailsTenTimesIsDeadAndComesBackToLife() {
        UUID rumour = publishUnwelcome("no");
        await().until(() -> firstOf(Status.FAILED), one -> one != null);
        jdbc.sql("update public.event_publication set completion_attempts = 10").update();
        PublicationView dead =
                await().atMost(Duration.ofSeconds(20)).until(() -> firstOf(Status.DEAD), one -> one != null);
        assertThat(dead.failure()).contains("I do not believe it");

        Hearer.UNWELCOME.clear();
        int before = hearer.times(rumour);
        assertThat(outbox.resubmit(dead.itself())).containsExactly(dead.id());

        await().atMost(Duration.ofSeconds(20)).until(() -> hearer.times(rumour) == before + 1);
        await().untilAsserted(() -> assertThat(outbox.counts()).isEmpty());
    }

    @Test
    void twoWhoResubmitAtOnceBringEachBackOnce() throws Exception {
        int many = 2500;
        dead(many);
        Set<UUID> rumours = Set.copyOf(rumours("public.dead_publication"));
        var filter = new Filter(Status.DEAD, LISTENER, null, null, null);

        List<List<UUID>> both = atOnce(() -> resubmitAll(filter), () -> resubmitAll(filter));

        assertThat(both.getFirst().size() + both.getLast().size()).isEqualTo(many);
        assertThat(new HashSet<>(both.getFirst())).doesNotContainAnyElementsOf(both.getLast());
        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> assertThat(outbox.counts()).isEmpty());
        assertThat(rumours).hasSize(many).allMatch(rumour -> hearer.times(rumour) == 1);
    }

    @Test
    void twoInstancesThatRecoverAtOnceCallTheListenerOnce() throws Exception {
        dead(200);
        outbox.resubmit(new Filter(Status.DEAD, null, null, null, null));
        Set<UUID> rumours = Set.copyOf(rumours("public.event_publication"));
        Callable<List<UUID>> recover = () -> {
            PublicationRecovery.recover(jdbc, failed, clock.instant());
            return List.of();
        };

        atOnce(recover, recover);

        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(outbox.counts()).isEmpty());
        assertThat(rumours).hasSize(200).allMatch(rumour -> hearer.times(rumour) == 1);
    }

    @Test
    void whatCannotBeReadKeepsNothingElseFromBeingTried() {
        UUID readable = UUID.randomUUID();
        publication(
                UUID.randomUUID(),
                "dev.florin.platform.GoneLongAgo",
                "{}",
                clock.instant().minusSeconds(60));
        publication(
                UUID.randomUUID(),
                Rumour.class.getName(),
                "{\"id\":\"%s\",\"text\":\"well\"}".formatted(readable),
                clock.instant());

        await().atMost(Duration.ofSeconds(20)).until(() -> hearer.times(readable) == 1);

        await().untilAsserted(() -> assertThat(outbox.list(new Filter(Status.FAILED, null, null, null, null), null, 10)
                        .data())
                .singleElement()
                .satisfies(one -> assertThat(one.failure()).contains("An event of unknown type")));
    }

    @Test
    void aDeadLetterIsDismissedWithAReasonAndKept() {
        dead(2);
        var dead = new Filter(Status.DEAD, null, null, null, null);
        assertThatExceptionOfType(Rejection.class).isThrownBy(() -> outbox.dismiss(dead, "  "));

        assertThat(outbox.dismiss(dead, "The merchant is gone.")).hasSize(2);

        assertThat(outbox.counts())
                .extracting(Count::status, Count::number)
                .containsExactly(tuple(Status.DISMISSED, 2L));
        assertThat(firstOf(Status.DISMISSED))
                .extracting(PublicationView::dismissal)
                .isEqualTo("The merchant is gone.");
        assertThat(outbox.dismiss(dead, "Again.")).isEmpty();
    }

    @Test
    void whatAListenerMayHaveInHandIsLeftToIt() {
        assertThatExceptionOfType(Rejection.class)
                .isThrownBy(() -> outbox.resubmit(new Filter(Status.PUBLISHED, null, null, null, null)))
                .extracting(Rejection::code)
                .isEqualTo("publication_in_hand");
    }

    @Test
    void pagesFollowOneAnotherWithoutGapsAlsoOverListeners() {
        dead(30);
        jdbc.sql("update public.dead_publication set listener_id = 'a.B.c(d.E)' where abs(hashtext(id::text)) % 3 = 0")
                .update();
        var filter = new Filter(Status.DEAD, null, null, null, null);
        List<PublicationView> seen = new ArrayList<>();
        PublicationView last = null;
        do {
            var after = last == null
                    ? null
                    : new Cursor(last.publishedAt(), last.id().toString());
            var page = outbox.list(
                    filter, Cursor.of(after == null ? null : after.toString()).orElse(null), 7);
            seen.addAll(page.data());
            last = page.next();
        } while (last != null);

        assertThat(seen).extracting(PublicationView::id).doesNotHaveDuplicates().hasSize(30);
        assertThat(seen).extracting(PublicationView::publishedAt).isSorted();
    }

    private static org.assertj.core.groups.Tuple tuple(Object... values) {
        return org.assertj.core.groups.Tuple.tuple(values);
    }

    private List<UUID> resubmitAll(Filter filter) {
        List<UUID> all = new ArrayList<>();
        List<UUID> some;
        do {
            some = outbox.resubmit(filter);
            all.addAll(some);
        } while (!some.isEmpty());
        return all;
    }

    private static List<List<UUID>> atOnce(Callable<List<UUID>> one, Callable<List<UUID>> other) throws Exception {
        var barrier = new CyclicBarrier(2);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var first = threads.submit(() -> {
                barrier.await();
                return one.call();
            });
            var second = threads.submit(() -> {
                barrier.await();
                return other.call();
            });
            return List.of(first.get(), second.get());
        }
    }

    private UUID publishUnwelcome(String text) {
        UUID id = UUID.randomUUID();
        Hearer.UNWELCOME.add(id);
        transactions.executeWithoutResult(_ -> publisher.publishEvent(new Rumour(id, text)));
        return id;
    }

    private @Nullable PublicationView firstOf(Status status) {
        return outbox.list(new Filter(status, null, null, null, null), null, 1).data().stream()
                .findFirst()
                .orElse(null);
    }

    private void dead(int many) {
        jdbc.sql("""
                insert into public.dead_publication
                    (id, listener_id, event_type, serialized_event, publication_date, completion_attempts, died_at)
                select gen_random_uuid(), :listener, :type,
                    format('{"id":"%s","text":"late"}', gen_random_uuid()), :now::timestamptz - make_interval(secs => n),
                    10, :now
                from generate_series(1, :many) n
                """)
                .param("listener", LISTENER)
                .param("type", Rumour.class.getName())
                .param("now", clock.instant().atOffset(UTC))
                .param("many", many)
                .update();
    }

    private List<UUID> rumours(String table) {
        return jdbc.sql("select (serialized_event::json ->> 'id')::uuid as id from " + table)
                .query((row, _) -> row.getObject("id", UUID.class))
                .list();
    }

    private void publication(UUID id, String type, String event, Instant at) {
        jdbc.sql("""
                insert into public.event_publication
                    (id, listener_id, event_type, serialized_event, publication_date, status)
                values (:id, :listener, :type, :event, :at, 'FAILED')
                """)
                .param("id", id)
                .param("listener", LISTENER)
                .param("type", type)
                .param("event", event)
                .param("at", at.atOffset(UTC))
                .update();
    }
}
