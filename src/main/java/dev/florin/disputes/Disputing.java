package dev.florin.disputes;

import dev.florin.disputes.DisputeChanged.What;
import dev.florin.disputes.DisputeEvent.EvidenceFile;
import dev.florin.disputes.DisputeEvent.Opened;
import dev.florin.disputes.DisputeEvent.SubmissionRequested;
import dev.florin.disputes.DisputeView.Asking;
import dev.florin.gateways.Chargeback;
import dev.florin.gateways.Exchange;
import dev.florin.gateways.GatewayId;
import dev.florin.gateways.Gateways;
import dev.florin.gateways.Hearing;
import dev.florin.gateways.Hearing.Finding;
import dev.florin.gateways.Plea;
import dev.florin.kernel.Tenant;
import dev.florin.kernel.TypeId;
import dev.florin.ledger.Account;
import dev.florin.ledger.Ledger;
import dev.florin.ledger.Transfer;
import dev.florin.payments.PaymentId;
import dev.florin.payments.PaymentStatus;
import dev.florin.payments.PaymentView;
import dev.florin.payments.Payments;
import dev.florin.platform.Asker;
import dev.florin.platform.InHand;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Commits what becomes of a dispute: its events and row, the payment, the ledger and the audit trail together. Whoever
 * hears first writes it down, by a callback, a list or an answer; the others find it done.
 */
@Component
class Disputing {

    /** When the acquirer is told again what it may not have heard. */
    private static final Duration SOON = Duration.ofSeconds(2);

    private static final Account MERCHANT = Account.credit("merchant");
    private static final Account UNCLAIMED = Account.credit("unclaimed");

    /** Held until it is decided whose it is. */
    static final Account DISPUTES = Account.credit("disputes");

    private final DisputeRepository disputes;
    private final EvidenceRepository evidence;
    private final Payments payments;
    private final Gateways gateways;
    private final Ledger ledger;
    private final TransactionOperations transactions;
    private final ApplicationEventPublisher events;
    private final InstantSource clock;

    Disputing(
            DisputeRepository disputes,
            EvidenceRepository evidence,
            Payments payments,
            Gateways gateways,
            Ledger ledger,
            TransactionOperations transactions,
            ApplicationEventPublisher events,
            InstantSource clock) {
        this.disputes = disputes;
        this.evidence = evidence;
        this.payments = payments;
        this.gateways = gateways;
        this.ledger = ledger;
        this.transactions = transactions;
        this.events = events;
        this.clock = clock;
    }

    /**
     * Commits what an acquirer says of its own accord, or when it is asked for its list.
     *
     * @return false if it is about no payment that is known here
     * @throws IllegalStateException if it is about more than the payment brought in, as far as is known
     */
    boolean hear(GatewayId gateway, Chargeback told, Exchange exchange) {
        Tenant tenant = told.tenant();
        Optional<DisputeId> known = disputes.find(tenant, gateway, told.acquirerReference());
        if (known.isEmpty()) {
            Optional<PaymentView> payment = payments.seek(tenant, new PaymentId(told.authorization()))
                    .filter(it -> it.terms().gateway().equals(gateway));
            if (payment.isEmpty()) {
                return false;
            }
            open(payment.get(), told, exchange);
            known = disputes.find(tenant, gateway, told.acquirerReference());
        }
        DisputeId id = known.orElseThrow();
        Dispute read = disputes.read(tenant, id).orElseThrow();
        DisputeStatus status = DisputeStatus.of(told.status());
        Instant due = millis(told.dueBy());
        read.note(status, due, now());
        if (!read.news().isEmpty()) { // what is known already costs no lock
            change(tenant, id, it -> it.note(status, due, now()), List.of(exchange), Asker.nobody());
        }
        return true;
    }

    private void open(PaymentView payment, Chargeback told, Exchange exchange) {
        var terms = new Opened(
                payment.id(),
                payment.terms().order(),
                payment.terms().gateway(),
                told.acquirerReference(),
                told.amount(),
                payment.status() == PaymentStatus.FAILED,
                told.reason(),
                millis(told.dueBy()),
                millis(told.openedAt()),
                now());
        Dispute dispute = Dispute.open(new DisputeId(TypeId.next()), payment.tenant(), terms);
        transactions.executeWithoutResult(_ -> {
            if (disputes.insert(dispute)) { // or somebody heard it before
                payments.holdForDispute(
                        dispute.tenant(), terms.payment(), dispute.id().value(), terms.amount());
                post(dispute, dispute.id().value(), owner(terms), DISPUTES, "dispute_opened");
                gateways.record(dispute.tenant(), dispute.id().value(), terms.gateway(), List.of(exchange));
                publish(dispute, What.OPENED, dispute.version());
            }
        });
    }

    /** Tells the acquirer what was asked for, or tells it again: under the same reference it hears it once. */
    Dispute tell(Dispute dispute, Asker<Dispute> asker) {
        UUID reference = dispute.reference();
        if (reference == null) {
            return dispute;
        }
        Hearing hearing = gateways.plead(dispute.terms().gateway(), plea(dispute, reference));
        return change(
                dispute.tenant(),
                dispute.id(),
                it -> take(it, reference, hearing.finding()),
                hearing.exchanges(),
                asker);
    }

    private void take(Dispute dispute, UUID reference, Finding finding) {
        switch (finding) {
            case Finding.Known(var told) ->
                dispute.heard(reference, DisputeStatus.of(told.status()), millis(told.dueBy()), now());
            case Finding.Refused(var code, var message) -> dispute.refuse(reference, code, message, now());
            case Finding.Unknown _ -> {} // told again soon
        }
    }

    private Plea plea(Dispute dispute, UUID reference) {
        String acquirerReference = dispute.terms().acquirerReference();
        SubmissionRequested submission = dispute.submission();
        if (dispute.asking() != Asking.EVIDENCE || submission == null) {
            return new Plea.Acceptance(dispute.tenant(), reference, acquirerReference);
        }
        Map<String, String> texts = new LinkedHashMap<>();
        submission.texts().forEach((field, text) -> texts.put(field.wire(), text));
        List<Plea.Paper> papers =
                submission.files().stream().map(file -> paper(dispute, file)).toList();
        return new Plea.Evidence(dispute.tenant(), reference, acquirerReference, texts, papers);
    }

    private Plea.Paper paper(Dispute dispute, EvidenceFile file) {
        byte[] content = evidence.content(dispute.tenant(), dispute.id(), file.id())
                .orElseThrow()
                .content();
        return new Plea.Paper(file.id().value(), file.name(), file.mediaType(), content);
    }

    /** Commits what {@code verb} does to a dispute as it now is. */
    Dispute change(
            Tenant tenant, DisputeId id, Consumer<Dispute> verb, List<Exchange> exchanges, Asker<Dispute> asker) {
        return Objects.requireNonNull(transactions.execute(_ -> {
            Dispute dispute = disputes.lock(tenant, id).orElseThrow(() -> new DisputeNotFound(id));
            verb.accept(dispute);
            gateways.record(tenant, id.value(), dispute.terms().gateway(), exchanges);
            if (dispute.news().isEmpty()) {
                disputes.open().putOff(List.of(new DisputeKey(tenant, id)), now().plus(SOON));
            } else {
                store(dispute);
            }
            asker.hear(dispute);
            return dispute;
        }));
    }

    /** Stores what was done to a dispute that the caller's transaction has locked, and what follows from it. */
    void store(Dispute dispute) {
        List<DisputeEvent> news = dispute.news();
        disputes.update(dispute, now().plus(InHand.LEASE));
        int version = dispute.storedVersion();
        for (DisputeEvent event : news) {
            version++;
            switch (event) {
                case DisputeEvent.Won _ -> end(dispute, true, version);
                case DisputeEvent.Lost _, DisputeEvent.Accepted _ -> end(dispute, false, version);
                case DisputeEvent.Submitted _, DisputeEvent.DeadlineMoved _ -> publish(dispute, What.UPDATED, version);
                case Opened _, SubmissionRequested _, DisputeEvent.AcceptanceRequested _, DisputeEvent.Refused _ -> {}
            }
        }
        dispute.markStored();
    }

    private void end(Dispute dispute, boolean won, int version) {
        Opened terms = dispute.terms();
        payments.settleDispute(dispute.tenant(), terms.payment(), dispute.id().value(), won);
        // The same id whatever the end: the ledger takes one of them
        UUID once = terms.payment().value();
        if (won) {
            post(dispute, once, DISPUTES, owner(terms), "dispute_won");
        } else {
            post(dispute, once, DISPUTES, Account.debit("acquirer:" + terms.gateway()), "dispute_lost");
        }
        publish(dispute, won ? What.WON : What.LOST, version);
    }

    private void post(Dispute dispute, UUID id, Account debit, Account credit, String kind) {
        ledger.post(
                dispute.tenant(),
                new Transfer(
                        id,
                        debit,
                        credit,
                        dispute.terms().amount(),
                        kind,
                        dispute.id().value()));
    }

    private void publish(Dispute dispute, What what, int version) {
        events.publishEvent(new DisputeChanged(dispute.tenant(), dispute.id(), what, version));
    }

    private static Account owner(Opened terms) {
        return terms.late() ? UNCLAIMED : MERCHANT;
    }

    /** To the millisecond, so that what is stored equals what was decided. */
    private Instant now() {
        return millis(clock.instant());
    }

    private static Instant millis(Instant time) {
        return time.truncatedTo(ChronoUnit.MILLIS);
    }
}
