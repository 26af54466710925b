package dev.florin.torture;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;

/** How long it took, after each fault, until all was as before. */
public final class Recovery implements AutoCloseable {

    /** What is longer counts as this. */
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** Of card payments, as nobody can hurry a customer with a phone. */
    private static final String IN_HAND = """
            select id from payments.payment
            where resolve_after is not null and method = 'card' and status <> 'requires_action'
            """;

    private final Map<FaultKind, ConcurrentLinkedQueue<Duration>> times = new ConcurrentHashMap<>();
    private final ExecutorService watches = Executors.newVirtualThreadPerTaskExecutor();
    private final Cluster cluster;
    private final Prober prober;

    Recovery(Cluster cluster) {
        this.cluster = cluster;
        this.prober = new Prober(cluster);
    }

    /** How long each took, by fault; nothing where none was measured. */
    Map<String, List<Duration>> times() {
        var all = new TreeMap<String, List<Duration>>();
        times.forEach((kind, each) -> all.put(kind.name(), List.copyOf(each)));
        return all;
    }

    /** Follows the payments that are in hand at this moment, each until it is decided. */
    void watchInHand(FaultKind kind) {
        long begun = System.nanoTime();
        Set<UUID> open = ConcurrentHashMap.newKeySet();
        open.addAll(inHand());
        watches.execute(() -> {
            while (!open.isEmpty() && System.nanoTime() - begun < PATIENCE.toNanos()) {
                try {
                    Thread.sleep(100);
                    Set<UUID> still = inHand();
                    open.stream().filter(payment -> !still.contains(payment)).forEach(payment -> {
                        open.remove(payment);
                        note(kind, Duration.ofNanos(System.nanoTime() - begun));
                    });
                } catch (InterruptedException _) {
                    return; // the end has come first, and says what is open
                } catch (RuntimeException _) {
                    // the database is at fault meanwhile
                }
            }
            open.forEach(_ -> note(kind, PATIENCE));
        });
    }

    private Set<UUID> inHand() {
        return JdbcClient.create(cluster.database()).sql(IN_HAND).query(UUID.class).list().stream()
                .collect(Collectors.toSet());
    }

    /** Returns when each instance has taken a payment and captured it: how long that took counts for each. */
    void awaitPayments(FaultKind kind, long begun) {
        var all = cluster.apis().stream()
                .map(api -> CompletableFuture.runAsync(() -> awaitPayment(kind, api, begun), watches))
                .toList();
        all.forEach(CompletableFuture::join);
    }

    private void awaitPayment(FaultKind kind, URI api, long begun) {
        try {
            Duration late = Duration.ofNanos(System.nanoTime() - begun);
            note(kind, prober.untilPaid(api).plus(late));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void note(FaultKind kind, Duration time) {
        times.computeIfAbsent(kind, _ -> new ConcurrentLinkedQueue<>()).add(time);
    }

    @Override
    public void close() {
        watches.shutdownNow();
    }
}
