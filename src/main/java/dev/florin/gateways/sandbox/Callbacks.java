package dev.florin.gateways.sandbox;

import dev.florin.platform.Hmac;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/**
 * Tells the client of every change, signed, until it answers with 2xx or we give up. A callback's id follows from its
 * fact, so one that a dying process had not delivered is sent again by the next, under the same id.
 */
final class Callbacks implements AutoCloseable {

    private static final int ATTEMPTS = 12;
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);
    private static final Duration WORTH_SENDING = Duration.ofHours(24);
    private static final int IN_FLIGHT = 64;

    private final Post post;
    private final SandboxOptions.Callbacks scope;
    private final Hmac secret;
    private final Faults faults;
    private final ExecutorService threads;
    private final InstantSource clock;
    private final Semaphore inFlight = new Semaphore(IN_FLIGHT);

    private final Map<String, Message> undelivered = new LinkedHashMap<>();
    private final Set<String> delivered = new HashSet<>();
    private @Nullable FactLog log;

    /** Sends bytes somewhere. */
    interface Post extends AutoCloseable {
        /** @return true if they were taken */
        boolean send(byte[] body, String signature);

        /** False if there is nobody to send to. */
        boolean wanted();

        @Override
        void close();
    }

    Callbacks(Post post, SandboxOptions options, Faults faults, ExecutorService threads, InstantSource clock) {
        this.post = post;
        this.scope = options.callbacks();
        this.secret = new Hmac(options.callbackSecret().getBytes(StandardCharsets.UTF_8));
        this.faults = faults;
        this.threads = threads;
        this.clock = clock;
    }

    /** Notes a change of an earlier process, which it may not have delivered. */
    void recall(Transaction transaction, Fact fact) {
        if (tells(transaction, fact)) {
            recall(message(transaction, fact));
        }
    }

    /** The same for what is to be told whatever is told. */
    void recall(Message message) {
        if (post.wanted()
                && message.at().isAfter(clock.instant().minus(WORTH_SENDING))
                && !delivered.contains(message.id())) {
            undelivered.put(message.id(), message);
        }
    }

    void recall(Fact.CallbackDelivered callback) {
        undelivered.remove(callback.callback());
        if (!callback.callback().matches(".*_[12]")) { // transactions are recalled before
            delivered.add(callback.callback());
        }
    }

    /** Goes on with what an earlier process left. */
    void resume(FactLog log) {
        this.log = log;
        undelivered.values().forEach(this::send);
        undelivered.clear();
        delivered.clear();
    }

    void send(Transaction transaction, Fact fact) {
        if (tells(transaction, fact)) {
            send(message(transaction, fact));
        }
    }

    void send(Message message) {
        if (post.wanted()) {
            threads.execute(() -> {
                try {
                    deliver(message);
                } catch (InterruptedException _) {
                    Thread.currentThread().interrupt(); // closing; the next process sends it
                }
            });
        }
    }

    private void deliver(Message message) throws InterruptedException {
        message.kept().await();
        Strike strike = faults.onCallback(message.operation(), message.reference(), message.instrument());
        Fault fault = strike == null ? null : strike.fault();
        if (strike != null) {
            Thread.sleep(strike.delay());
        }
        byte[] body =
                Json.MAPPER.writeValueAsBytes(new Event(message.id(), message.type(), message.at(), message.data()));
        if (fault != Fault.CALLBACK_LOST) {
            attempt(body);
        }
        if (fault == Fault.CALLBACK_DOUBLED) {
            attempt(body);
        }
        if (log != null) {
            log.note(new Fact.CallbackDelivered(clock.instant(), message.id()));
        }
    }

    private void attempt(byte[] body) throws InterruptedException {
        Duration pause = Duration.ofSeconds(1);
        for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
            inFlight.acquire();
            try {
                if (post.send(body, sign(body))) {
                    return;
                }
            } finally {
                inFlight.release();
            }
            Thread.sleep(pause);
            pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) < 0 ? pause.multipliedBy(2) : LONGEST_PAUSE;
        }
    }

    private String sign(byte[] body) {
        String timestamp = Long.toString(clock.instant().getEpochSecond());
        byte[] head = (timestamp + ".").getBytes(StandardCharsets.UTF_8);
        return "t=" + timestamp + ",v1=" + HexFormat.of().formatHex(secret.of(head, body));
    }

    private static Message message(Transaction transaction, Fact fact) {
        Request request = transaction.request();
        Result result = result(fact);
        return new Message(
                id(fact),
                request.operation().kind + "." + result.status(),
                fact.at(),
                Statement.with(transaction, result),
                request.operation(),
                request.reference(),
                request.instrument(),
                transaction::awaitKept);
    }

    private boolean tells(Transaction transaction, Fact fact) {
        boolean held = transaction.accepted().verdict().held();
        boolean all = scope == SandboxOptions.Callbacks.ALL;
        return post.wanted()
                && switch (fact) {
                    case Fact.Accepted _ -> all && !held; // who still waits is not told that there is no answer yet
                    case Fact.Resolved _ -> all || !held;
                    case Fact.CallbackDelivered _, Fact.OfDispute _ -> false;
                };
    }

    private static String id(Fact fact) {
        return "cb_" + reference(fact).toString().replace("-", "") + (fact instanceof Fact.Accepted ? "_1" : "_2");
    }

    private static UUID reference(Fact fact) {
        return switch (fact) {
            case Fact.Accepted accepted -> accepted.request().reference();
            case Fact.Resolved resolved -> resolved.reference();
            case Fact.CallbackDelivered _, Fact.OfDispute _ ->
                throw new IllegalArgumentException("Not of a transaction: " + fact);
        };
    }

    private static Result result(Fact fact) {
        return switch (fact) {
            case Fact.Accepted accepted -> accepted.verdict().now();
            case Fact.Resolved resolved -> resolved.result();
            case Fact.CallbackDelivered _, Fact.OfDispute _ ->
                throw new IllegalArgumentException("Not of a transaction: " + fact);
        };
    }

    @Override
    public void close() {
        post.close();
    }

    /**
     * @param id the same whenever this is sent
     * @param type such as {@code refund.approved}: kind and status of {@code data}
     * @param created when it happened
     */
    private record Event(String id, String type, Instant created, Object data) {}

    /**
     * Something to tell.
     *
     * @param data a statement, as it was when it happened
     * @param operation by this, what it is about and its instrument, faults find it
     * @param kept waits until it is on disk
     */
    record Message(
            String id,
            String type,
            Instant at,
            Object data,
            Operation operation,
            UUID reference,
            @Nullable String instrument,
            Kept kept) {}

    /** Waits until what is told may not be forgotten any more. */
    @FunctionalInterface
    interface Kept {
        void await() throws InterruptedException;
    }
}
