package dev.florin.gateways;

import dev.florin.kernel.Rejection;
import dev.florin.kernel.Tenant;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * The way to the acquirers. {@link #execute} and {@link #inquire} go over the network and must be called outside of
 * transactions (they refuse to run in one); the others are for the caller's transaction.
 *
 * <p>Every gateway has a circuit breaker. It opens when half of the last calls brought no answer, an error, or one too
 * late; while it is open instructions are {@link Outcome.NotSent} at once, and inquiries pass one at a time.
 */
@Component
public class Gateways {

    private final Lines lines;
    private final AuditTrail trail;
    private final CallbackRepository callbacks;
    private final InstantSource clock;
    private final GatewayId preferred;

    Gateways(
            Lines lines,
            AuditTrail trail,
            CallbackRepository callbacks,
            GatewaysProperties properties,
            InstantSource clock) {
        this.lines = lines;
        this.trail = trail;
        this.callbacks = callbacks;
        this.clock = clock;
        this.preferred = properties.preferredGateway();
    }

    /**
     * Which gateway shall serve a new payment; to be stored with it, as all that follows must go there too.
     *
     * @throws Rejection {@code no_gateway} if none is configured for the tenant's mode. The sandbox
     *     serves test mode only, unless {@code florin.gateways.sandbox.serves-live} says otherwise.
     */
    public GatewayId route(Tenant tenant) {
        return lines.find(preferred)
                .filter(line -> !tenant.live() || line.acquirer().servesLive())
                .map(_ -> preferred)
                .orElseThrow(() -> new NoGateway(tenant));
    }

    /**
     * Carries out an instruction: one call, and where that is safe up to three retries after 1, 2 and 4 seconds with
     * the same reference. Each call may take 30 seconds; one that took so long is not tried again but
     * {@link Outcome.Unknown}. Never throws for what an acquirer or the network does; an interrupt of the calling
     * thread ends it as {@link Outcome.Unknown}.
     *
     * @throws IllegalStateException if a transaction is running
     */
    public Answer execute(GatewayId gateway, Instruction instruction) {
        refuseInTransaction();
        return lines.find(gateway)
                .map(line -> line.execute(instruction))
                .orElseGet(() -> new Answer(new Outcome.NotSent("no such gateway is configured"), List.of()));
    }

    /**
     * Asks what became of the instruction with this reference. One call, no retries. The answer is about the instruction,
     * never about the inquiry: when asking fails it is {@link Outcome.Unknown}, never {@link Outcome.NotSent}.
     *
     * @throws IllegalStateException if a transaction is running
     */
    public Answer inquire(GatewayId gateway, UUID reference) {
        refuseInTransaction();
        return lines.find(gateway)
                .map(line -> line.inquire(reference))
                .orElseGet(() -> new Answer(new Outcome.Unknown("no such gateway is configured"), List.of()));
    }

    /**
     * Says something about a dispute: one call, no retries, as the same may be said again under the same reference. Never
     * throws for what an acquirer or the network does.
     *
     * @throws IllegalStateException if a transaction is running
     */
    public Hearing plead(GatewayId gateway, Plea plea) {
        refuseInTransaction();
        return lines.find(gateway).map(line -> line.plead(plea)).orElseGet(Gateways::nobodyHears);
    }

    /**
     * Asks how a dispute stands; {@link Hearing.Finding.Refused} if the acquirer has none of that name.
     *
     * @throws IllegalStateException if a transaction is running
     */
    public Hearing askAboutDispute(GatewayId gateway, String acquirerReference) {
        refuseInTransaction();
        return lines.find(gateway)
                .map(line -> line.askAboutDispute(acquirerReference))
                .orElseGet(Gateways::nobodyHears);
    }

    private static Hearing nobodyHears() {
        return new Hearing(new Hearing.Finding.Unknown("no such gateway is configured"), List.of());
    }

    /**
     * Disputes of all tenants that something happened to since, by the acquirer's clock, in that order: all, or where
     * there are many the first 100. Empty if it could not be found out.
     *
     * @throws IllegalStateException if a transaction is running
     */
    public Optional<List<ChangedDispute>> disputesChangedSince(GatewayId gateway, Instant since) {
        refuseInTransaction();
        return lines.find(gateway)
                .map(line -> line.disputesChangedSince(since))
                .map(listing -> listing.changes().stream()
                        .map(change -> new ChangedDispute(change.chargeback(), change.at(), listing.exchange()))
                        .toList());
    }

    /**
     * A dispute that something happened to.
     *
     * @param at when, by the acquirer's clock
     */
    public record ChangedDispute(Chargeback chargeback, Instant at, Exchange exchange) {}

    /**
     * What a gateway did for a tenant, from one day to another by UTC, as a file.
     *
     * @param to inclusive
     * @param format {@code csv}, {@code camt053} or {@code mt940}
     * @return empty if it does not tell, or did not answer
     * @throws IllegalStateException if a transaction is running
     */
    public Optional<byte[]> statement(GatewayId gateway, Tenant tenant, LocalDate from, LocalDate to, String format) {
        refuseInTransaction();
        return lines.find(gateway).flatMap(line -> line.acquirer().statement(tenant, from, to, format));
    }

    /** Names of all that are configured. */
    public List<GatewayId> all() {
        return lines.all().stream()
                .map(line -> line.acquirer().id())
                .sorted(Comparator.comparing(GatewayId::name))
                .toList();
    }

    /**
     * Adds exchanges to the audit trail, with the commit of the caller's transaction.
     *
     * @param subject what they were about: a payment, a refund
     */
    public void record(Tenant tenant, UUID subject, GatewayId gateway, List<Exchange> exchanges) {
        trail.record(tenant, subject, gateway, exchanges);
    }

    /** The audit trail of a subject, oldest first. */
    public List<Exchange> exchanges(Tenant tenant, UUID subject) {
        return trail.of(tenant, subject);
    }

    /** How the gateway's circuit stands: {@code closed}, {@code open} or {@code half_open}; empty if it is unknown. */
    public Optional<String> circuit(GatewayId gateway) {
        return lines.find(gateway).map(line -> line.circuit().state().name().toLowerCase(Locale.ROOT));
    }

    /** The callbacks that no module has taken note of, newest first. */
    public List<CallbackView> unheardCallbacks(int limit) {
        return callbacks.unheard(limit);
    }

    /**
     * Has a callback that was given up, {@link CallbackState#FAILED} or {@link CallbackState#ORPHANED}, passed on again,
     * within seconds and up to ten times.
     *
     * @param event the acquirer's id of it
     * @throws Rejection {@code callback_not_found}; {@code callback_not_retryable} if it is done or under way, or there
     *     is nothing in it that could be passed on
     */
    public void retryCallback(GatewayId gateway, String event) {
        var key = new CallbackKey(gateway, event);
        if (!callbacks.revive(key, clock.instant())) {
            throw callbacks
                    .find(key)
                    .<Rejection>map(CallbackNotRetryable::new)
                    .orElseGet(() -> new CallbackNotFound(event));
        }
    }

    private static void refuseInTransaction() {
        if (TransactionSynchronizationManager.isActualTransactionActive()) {
            throw new IllegalStateException("An acquirer must not be called inside a transaction.");
        }
    }

    static final class CallbackNotFound extends Rejection {
        CallbackNotFound(String event) {
            super(Kind.NOT_FOUND, "callback_not_found", "There is no callback '%s'.".formatted(event));
        }
    }

    static final class CallbackNotRetryable extends Rejection {
        CallbackNotRetryable(CallbackView callback) {
            super(
                    Kind.CONFLICT,
                    "callback_not_retryable",
                    "Callback '%s' is %s: there is nothing to try again."
                            .formatted(callback.event(), callback.state().wire()));
        }
    }
}
