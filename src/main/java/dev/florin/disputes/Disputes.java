package dev.florin.disputes;

import dev.florin.disputes.DisputeEvent.EvidenceFile;
import dev.florin.kernel.Mask;
import dev.florin.kernel.Once;
import dev.florin.kernel.PageQuery;
import dev.florin.kernel.PageQuery.Page;
import dev.florin.kernel.Prefer;
import dev.florin.kernel.Rejection;
import dev.florin.kernel.Tenant;
import dev.florin.payments.PaymentId;
import dev.florin.platform.Errands;
import dev.florin.platform.InHand;
import dev.florin.platform.Stretch;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Disputes. Acquirers tell of them; merchants gather evidence and submit it, once, or accept. What a merchant decides is
 * committed before the acquirer is told of it, and told until it is heard; a crash anywhere loses time, never a decision.
 */
@Component
public class Disputes {

    /** How long a submission waits to be heard when the caller says nothing. */
    private static final Duration SHORT_WAIT = Duration.ofSeconds(10);

    private final DisputeRepository disputes;
    private final EvidenceRepository evidence;
    private final Disputing disputing;
    private final Errands errands;
    private final InHand<DisputeKey> inHand;
    private final TransactionOperations transactions;
    private final InstantSource clock;

    Disputes(
            DisputeRepository disputes,
            EvidenceRepository evidence,
            Disputing disputing,
            Errands errands,
            InHand<DisputeKey> inHand,
            TransactionOperations transactions,
            InstantSource clock) {
        this.disputes = disputes;
        this.evidence = evidence;
        this.disputing = disputing;
        this.errands = errands;
        this.inHand = inHand;
        this.transactions = transactions;
        this.clock = clock;
    }

    /** @throws DisputeNotFound if there is none for this tenant */
    public DisputeView find(Tenant tenant, DisputeId id) {
        return view(read(tenant, id));
    }

    /**
     * A dispute as it was, by the number of its events then; its evidence as far as it was submitted.
     *
     * @throws DisputeNotFound if there is none for this tenant
     */
    public DisputeView findAsOf(Tenant tenant, DisputeId id, int version) {
        List<DisputeEvent> sofar = read(tenant, id).events().subList(0, version);
        return DisputeView.of(Dispute.replay(id, tenant, sofar), Map.of(), List.of());
    }

    /** What fits is looked for among all, however long that takes. Without events and evidence. */
    public Page<DisputeView> list(Tenant tenant, DisputeFilter filter, PageQuery query) {
        return query.page(disputes.list(tenant, filter, query));
    }

    /** The same, on a bounded stretch of the list, so that it never takes long. */
    public Stretch<DisputeView> walk(Tenant tenant, DisputeFilter filter, PageQuery query) {
        return disputes.walk(tenant, filter, query);
    }

    /** Those that wait for an answer that can still be given, the most urgent first. Without events and evidence. */
    public List<DisputeView> mostUrgent(Tenant tenant, int limit) {
        return disputes.mostUrgent(tenant, clock.instant(), limit);
    }

    /**
     * Keeps what is written as a draft.
     *
     * @param texts what is left out stays as it is; an empty one goes
     * @throws Rejection if it is too late, or was submitted
     */
    public DisputeView draft(
            Tenant tenant, DisputeId id, Map<EvidenceField, String> texts, Once<? super DisputeView> once) {
        return change(tenant, id, once, () -> write(tenant, id, texts));
    }

    /**
     * Submits the draft and all files. There is one chance.
     *
     * @param texts as for {@link #draft}
     * @throws Rejection if it is too late, was done, or there is nothing to submit
     */
    public DisputeView submit(
            Tenant tenant,
            DisputeId id,
            Map<EvidenceField, String> texts,
            Prefer prefer,
            Once<? super DisputeView> once) {
        Answering answering =
                new Answering(tenant, id, disputes, disputing, inHand, this::view, (dispute, reference) -> {
                    dispute.requireDraftable(now());
                    dispute.requestSubmission(reference, write(tenant, id, texts), evidence.files(tenant, id), now());
                });
        return errands.run(answering, prefer.or(SHORT_WAIT), once);
    }

    /**
     * Lets the customer have the money. This cannot be taken back.
     *
     * @throws Rejection if it is contested, or decided
     */
    public DisputeView accept(Tenant tenant, DisputeId id, Prefer prefer, Once<? super DisputeView> once) {
        Answering answering = new Answering(
                tenant,
                id,
                disputes,
                disputing,
                inHand,
                this::view,
                (dispute, reference) -> dispute.requestAcceptance(reference, now()));
        return errands.run(answering, prefer.or(SHORT_WAIT), once);
    }

    /**
     * Keeps a file that will be submitted.
     *
     * @throws Rejection if it is none that can be taken, there are too many, or it is too late
     */
    public EvidenceFile addFile(Tenant tenant, DisputeId id, NewFile file, Once<? super EvidenceFile> once) {
        return Objects.requireNonNull(transactions.execute(_ -> {
            once.claim(id.value()); // first: a dispute that has gone on since would refuse what was answered before
            lock(tenant, id).requireDraftable(now());
            EvidenceFile checked = file.checked(FileId.next(), now());
            if (evidence.files(tenant, id).size() >= NewFile.MOST) {
                throw new NewFile.TooManyFiles();
            }
            evidence.add(tenant, id, checked, file.content());
            once.complete(checked);
            return checked;
        }));
    }

    /** @throws Rejection if there is none, or it is too late */
    public DisputeView removeFile(Tenant tenant, DisputeId id, FileId file, Once<? super DisputeView> once) {
        return change(tenant, id, once, () -> {
            if (!evidence.remove(tenant, id, file)) {
                throw new FileNotFound(file);
            }
        });
    }

    /** @throws FileNotFound if there is none */
    public Evidence file(Tenant tenant, DisputeId id, FileId file) {
        read(tenant, id);
        return evidence.content(tenant, id, file).orElseThrow(() -> new FileNotFound(file));
    }

    /**
     * The same, of whichever dispute.
     *
     * @throws FileNotFound if there is none for this tenant
     */
    public Evidence file(Tenant tenant, FileId file) {
        return evidence.content(tenant, file).orElseThrow(() -> new FileNotFound(file));
    }

    private DisputeView change(Tenant tenant, DisputeId id, Once<? super DisputeView> once, Runnable change) {
        return Objects.requireNonNull(transactions.execute(_ -> {
            once.claim(id.value());
            Dispute dispute = lock(tenant, id);
            dispute.requireDraftable(now());
            change.run();
            DisputeView changed = view(dispute);
            once.complete(changed);
            return changed;
        }));
    }

    private Map<EvidenceField, String> write(Tenant tenant, DisputeId id, Map<EvidenceField, String> texts) {
        Map<EvidenceField, String> all = new EnumMap<>(EvidenceField.class);
        all.putAll(evidence.texts(tenant, id));
        texts.forEach((field, text) -> {
            // Parcels have numbers that look like those of cards, and a wrong one proves nothing
            String written = field == EvidenceField.SHIPPING_TRACKING ? text.strip() : Mask.cards(text.strip());
            if (written.length() > EvidenceField.LONGEST) {
                throw new EvidenceTooLong(field);
            }
            if (written.isEmpty()) {
                all.remove(field);
            } else {
                all.put(field, written);
            }
        });
        if (!texts.isEmpty()) {
            evidence.write(tenant, id, all, now());
        }
        return all;
    }

    private DisputeView view(Dispute dispute) {
        return DisputeView.of(
                dispute,
                evidence.texts(dispute.tenant(), dispute.id()),
                evidence.files(dispute.tenant(), dispute.id()));
    }

    private Dispute read(Tenant tenant, DisputeId id) {
        return disputes.read(tenant, id).orElseThrow(() -> new DisputeNotFound(id));
    }

    private Dispute lock(Tenant tenant, DisputeId id) {
        return disputes.lock(tenant, id).orElseThrow(() -> new DisputeNotFound(id));
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }

    /**
     * Which disputes a list shows; null means any.
     *
     * @param statuses one of these; none means any
     * @param createdBefore exclusive
     */
    public record DisputeFilter(
            Set<DisputeStatus> statuses,
            @Nullable PaymentId payment,
            @Nullable String reason,
            @Nullable Instant createdFrom,
            @Nullable Instant createdBefore) {

        public DisputeFilter {
            statuses = Set.copyOf(statuses);
        }

        /** Those of a payment. */
        public static DisputeFilter of(PaymentId payment) {
            return new DisputeFilter(Set.of(), payment, null, null, null);
        }
    }

    static final class EvidenceTooLong extends Rejection {
        EvidenceTooLong(EvidenceField field) {
            super(
                    Kind.INVALID,
                    "evidence_too_long",
                    "'%s' may have at most %d characters.".formatted(field.wire(), EvidenceField.LONGEST),
                    "evidence." + field.wire());
        }
    }
}
