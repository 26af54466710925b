package dev.florin.gateways.sandbox;

import dev.florin.gateways.sandbox.Dispute.Statement;
import dev.florin.gateways.sandbox.Dispute.Status;
import dev.florin.platform.Sha256;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import org.jspecify.annotations.Nullable;

/**
 * Customers' claims, from their issuers to the client and back. As everywhere here nothing leaves before its fact is on
 * disk, and what the last process left undone the next goes on with.
 *
 * <p>Refunds are not held against disputes here: not to pay twice is the client's own affair.
 */
final class Disputes {

    private static final Duration TIME_FOR_EVIDENCE = Duration.ofDays(7);
    private static final Duration LOOK = Duration.ofMillis(50);
    private static final String USUAL_REASON = "fraudulent";

    /** What decides in place of people, as evidence for others' sandboxes has it. */
    private static final String WINS = "winning_evidence";

    private static final String LOSES = "losing_evidence";

    private final Processor processor;
    private final FactLog log;
    private final Callbacks callbacks;
    private final Issuer issuer;
    private final InstantSource clock;
    private final Map<UUID, Dispute> disputes = new LinkedHashMap<>();
    private final Map<UUID, Dispute> open = new LinkedHashMap<>();
    private final Map<UUID, Instant> coming = new HashMap<>();

    Disputes(
            Processor processor,
            FactLog log,
            Callbacks callbacks,
            Issuer issuer,
            InstantSource clock,
            List<Fact.OfDispute> past) {
        this.processor = processor;
        this.log = log;
        this.callbacks = callbacks;
        this.issuer = issuer;
        this.clock = clock;
        past.forEach(this::apply);
    }

    /** Looks after what is due until its thread is interrupted. */
    void start(ExecutorService threads) {
        threads.execute(() -> {
            try {
                while (true) {
                    look();
                    Thread.sleep(LOOK);
                }
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt(); // closing; the next process goes on
            }
        });
    }

    /** Takes note that money was captured with a card whose holder will want it back. */
    void expect(Transaction authorization) {
        if (MagicValues.DISPUTED.equals(authorization.request().instrument())) {
            Instant due = clock.instant().plus(issuer.settings().disputeAfter());
            synchronized (this) {
                if (!disputes.containsKey(foreseen(authorization.reference()))) {
                    coming.putIfAbsent(authorization.reference(), due);
                }
            }
        }
    }

    /** What was taken back of all accounts. */
    synchronized List<Booking> bookings() {
        return disputes.values().stream()
                .flatMap(dispute -> Booking.of(dispute).stream())
                .toList();
    }

    private void look() {
        for (UUID authorization : due()) {
            long captured = processor.captured(authorization);
            if (captured > 0) {
                try {
                    open(foreseen(authorization), authorization, null, null, null);
                } catch (Refusal _) {
                    // somebody has disputed all of it on demand
                }
            }
        }
        decide();
    }

    private synchronized List<UUID> due() {
        Instant now = clock.instant();
        List<UUID> due = coming.entrySet().stream()
                .filter(one -> !one.getValue().isAfter(now))
                .map(Map.Entry::getKey)
                .toList();
        coming.keySet().removeAll(due);
        return due;
    }

    private synchronized void decide() {
        Instant now = clock.instant();
        for (Dispute dispute : List.copyOf(open.values())) {
            Fact.EvidenceTaken evidence = dispute.evidence();
            if (dispute.status() == Status.NEEDS_RESPONSE && !dispute.dueBy().isAfter(now)) {
                end(dispute, Status.LOST, null);
            } else if (dispute.status() == Status.UNDER_REVIEW
                    && evidence != null
                    && evidence.verdict() != null
                    && !evidence.at().plus(issuer.settings().disputeAfter()).isAfter(now)) {
                end(dispute, evidence.verdict(), null);
            }
        }
    }

    /** The one that a magic card brings about: the same whoever opens it, so that there is one. */
    private static UUID foreseen(UUID authorization) {
        return UUID.nameUUIDFromBytes(("dispute of " + authorization).getBytes(StandardCharsets.UTF_8));
    }

    /**
     * Opens a dispute; one that is there already stays as it is.
     *
     * @throws Refusal if not that much was captured, or is disputed already
     */
    Statement open(
            UUID id, UUID authorization, @Nullable Long amount, @Nullable String reason, @Nullable Duration time) {
        Transaction transaction = processor
                .find(authorization)
                .orElseThrow(() -> new Refusal(404, "not_found", "There is no transaction with this reference."));
        long captured = processor.captured(authorization);
        synchronized (this) {
            Dispute known = disputes.get(id);
            if (known != null) {
                return known.statement();
            }
            long left = captured - disputed(authorization);
            long wanted = amount == null ? left : amount;
            String currency = transaction.accepted().currency();
            if (wanted <= 0 || wanted > left || currency == null) {
                throw new Refusal(422, "amount_too_large", "Of this authorisation %d can be disputed.".formatted(left));
            }
            Instant now = clock.instant();
            var fact = new Fact.Disputed(
                    now,
                    id,
                    authorization,
                    wanted,
                    currency,
                    reason == null ? USUAL_REASON : reason,
                    now.plus(time == null ? TIME_FOR_EVIDENCE : time),
                    transaction.accepted().account(),
                    transaction.request().instrument());
            return commit(fact).statement();
        }
    }

    private long disputed(UUID authorization) {
        return disputes.values().stream()
                .filter(it -> it.opened().authorization().equals(authorization) && it.status() != Status.WON)
                .mapToLong(it -> it.opened().amount())
                .sum();
    }

    /** Keeps a file that evidence may name later. Its content is hashed and forgotten. */
    Statement takeFile(UUID id, UUID file, String name, String type, byte[] content) {
        Dispute dispute = find(id);
        synchronized (this) {
            if (!dispute.has(file)) {
                requireAnswerable(dispute);
                commit(new Fact.FileTaken(clock.instant(), id, file, name, type, content.length, Sha256.hex(content)));
            }
            return dispute.statement();
        }
    }

    /** @throws Refusal if it is too late, or other evidence was submitted before */
    Statement takeEvidence(UUID id, Messages.Evidence evidence) {
        Dispute dispute = find(id);
        synchronized (this) {
            Fact.EvidenceTaken known = dispute.evidence();
            String fingerprint = Sha256.hex(Json.MAPPER.writeValueAsBytes(evidence));
            if (known != null && known.reference().equals(evidence.reference())) {
                if (!known.fingerprint().equals(fingerprint)) {
                    throw new Refusal(422, "reference_reused", "This reference was used for another request.");
                }
                return dispute.statement();
            }
            requireAnswerable(dispute);
            if (!evidence.files().stream().allMatch(dispute::has)) {
                throw new Refusal(422, "file_not_found", "This dispute has no such file.");
            }
            String said = String.join("\n", evidence.texts().values());
            Status verdict = said.contains(WINS) ? Status.WON : said.contains(LOSES) ? Status.LOST : null;
            return commit(new Fact.EvidenceTaken(clock.instant(), id, evidence.reference(), fingerprint, verdict))
                    .statement();
        }
    }

    /** @throws Refusal if it is not open any more */
    Statement accept(UUID id, UUID reference) {
        Dispute dispute = find(id);
        synchronized (this) {
            if (reference.equals(dispute.acceptance())) {
                return dispute.statement();
            }
            requireAnswerable(dispute);
            return end(dispute, Status.ACCEPTED, reference);
        }
    }

    /** As an issuer decides. */
    Statement decide(UUID id, Status status) {
        Dispute dispute = find(id);
        synchronized (this) {
            if (!dispute.status().isOpen()) {
                throw new Refusal(409, "dispute_closed", "This dispute is %s.".formatted(dispute.status()));
            }
            return end(dispute, status, null);
        }
    }

    Statement moveDeadline(UUID id, Instant dueBy) {
        Dispute dispute = find(id);
        synchronized (this) {
            requireOpen(dispute);
            return commit(new Fact.DeadlineMoved(clock.instant(), id, dueBy)).statement();
        }
    }

    /** Those that something happened to since, in that order. */
    synchronized List<Statement> changedSince(Instant since, int most) {
        return disputes.values().stream()
                .filter(it -> !it.changed().isBefore(since))
                .sorted((a, b) -> a.changed().compareTo(b.changed()))
                .limit(most)
                .map(Dispute::statement)
                .toList();
    }

    synchronized Statement statement(UUID id) {
        return find(id).statement();
    }

    /** Returns when all that was answered about it is on disk. */
    void awaitKept(UUID id) throws InterruptedException {
        FactLog.Batch batch = find(id).kept();
        if (batch != null) {
            batch.await();
        }
    }

    private synchronized Dispute find(UUID id) {
        Dispute dispute = disputes.get(id);
        if (dispute == null) {
            throw new Refusal(404, "not_found", "There is no such dispute.");
        }
        return dispute;
    }

    private void requireAnswerable(Dispute dispute) {
        requireOpen(dispute);
        if (!dispute.dueBy().isAfter(clock.instant())) {
            throw new Refusal(409, "deadline_passed", "Evidence was due by %s.".formatted(dispute.dueBy()));
        }
    }

    private static void requireOpen(Dispute dispute) {
        switch (dispute.status()) {
            case NEEDS_RESPONSE -> {}
            case UNDER_REVIEW ->
                throw new Refusal(409, "evidence_submitted", "This dispute has its evidence and is under review.");
            case WON, LOST, ACCEPTED ->
                throw new Refusal(409, "dispute_closed", "This dispute is %s.".formatted(dispute.status()));
        }
    }

    private Statement end(Dispute dispute, Status status, @Nullable UUID reference) {
        return commit(new Fact.DisputeEnded(clock.instant(), dispute.id(), status, reference))
                .statement();
    }

    private Dispute commit(Fact.OfDispute fact) {
        FactLog.Batch batch = log.append(fact); // first, as nothing may be true that the log did not take
        Dispute dispute = apply(fact);
        dispute.keptIn(batch);
        callbacks.send(DisputeNews.of(dispute, fact, batch));
        return dispute;
    }

    private Dispute apply(Fact.OfDispute fact) {
        if (fact instanceof Fact.Disputed opened) {
            Dispute dispute = new Dispute(opened);
            disputes.put(dispute.id(), dispute);
            open.put(dispute.id(), dispute);
            return dispute;
        }
        Dispute dispute = find(fact.dispute());
        dispute.apply(fact);
        if (!dispute.status().isOpen()) {
            open.remove(dispute.id());
        }
        return dispute;
    }

    /** What is told of a fact of an earlier process, which may not have told it. */
    void recall() {
        disputes.values().forEach(dispute -> callbacks.recall(DisputeNews.last(dispute)));
    }
}
