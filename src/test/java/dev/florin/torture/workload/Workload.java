package dev.florin.torture.workload;

import dev.florin.gateways.sandbox.SandboxTalk;
import dev.florin.kernel.TypeId;
import dev.florin.torture.Merchant;
import dev.florin.torture.workload.Api.Caller;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** Many clients at once, each with a stream of chance of its own that follows from the seed. */
public final class Workload {

    private final Settings settings;
    private final List<Merchant> merchants;
    private final Api api;
    private final Counter counter;
    private final AtomicBoolean stopped = new AtomicBoolean();
    private final List<Thread> clients = new ArrayList<>();

    /**
     * @param clients how many
     * @param thinkTime on average, between two things that a client does
     * @param plays what they do, each as often as it is in the list
     */
    public record Settings(long seed, int clients, Duration thinkTime, List<Play> plays) {

        public static Settings of(long seed) {
            return new Settings(seed, 24, Duration.ofMillis(400), Play.all());
        }
    }

    /**
     * @param merchants the first of them is hot: half of all clients are its own
     * @param acquirer its control address
     */
    public Workload(Settings settings, List<Merchant> merchants, Api api, URI acquirer) {
        this.settings = settings;
        this.merchants = merchants;
        this.api = api;
        this.counter = new Counter(new SandboxTalk(acquirer));
    }

    public void start() {
        for (int i = 0; i < settings.clients(); i++) {
            String name = "client-%d".formatted(i);
            var random = new SplittableRandom(settings.seed() * 1_000_003 + i);
            var merchant = i % 2 == 0 ? merchants.getFirst() : merchants.get(i % merchants.size());
            var wishes = new Wishes(name, random);
            var client = new Client(new Caller(name, merchant), api, wishes, counter, settings, stopped);
            clients.add(Thread.ofVirtual().name(name).start(client));
        }
    }

    /**
     * Begins nothing new, and waits until everything that was asked has a definite answer.
     *
     * @return false if that took longer than {@code patience}
     */
    public boolean stop(Duration patience) throws InterruptedException {
        stopped.set(true);
        long deadline = System.nanoTime() + patience.toNanos();
        boolean done = true;
        for (Thread client : clients) {
            done &= client.join(Duration.ofNanos(Math.max(1, deadline - System.nanoTime())));
        }
        clients.forEach(Thread::interrupt);
        return done;
    }

    private record Counter(SandboxTalk acquirer, Map<UUID, Queue<String>> payments) implements Client.Counter {

        Counter(SandboxTalk acquirer) {
            this(acquirer, new ConcurrentHashMap<>());
        }

        @Override
        public void put(Merchant merchant, String payment) {
            payments.computeIfAbsent(merchant.key().merchant(), _ -> new ConcurrentLinkedQueue<>())
                    .add(payment);
        }

        @Override
        public @Nullable String take(Merchant merchant) {
            Queue<String> queue = payments.get(merchant.key().merchant());
            return queue == null ? null : queue.poll();
        }

        @Override
        public void decide(String payment, boolean upi, boolean approve) {
            var reference = TypeId.parse("pay", payment).orElseThrow();
            try {
                acquirer.control(
                        "POST",
                        "%s/%s/%s".formatted(upi ? "upi" : "3ds", reference, approve ? "approve" : "decline"),
                        "");
            } catch (RuntimeException e) {
                // the acquirer does not answer; then the customer's time runs out
            }
        }
    }
}
