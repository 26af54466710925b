package dev.florin.gateways;

import dev.florin.kernel.Tenant;
import dev.florin.kernel.TypeId;
import dev.florin.platform.Mentions;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What an acquirer says of its own accord about one instruction, proved to be its word. It may come late, twice, after
 * later ones, before the answer to the instruction itself, or never.
 *
 * @param operation what was instructed
 * @param subject the reference of the authorisation that it is about
 * @param reference the reference of the instruction; of an {@link Operation#AUTHORIZE} the subject itself
 * @param outcome {@link Outcome.Approved}, {@link Outcome.Declined} or {@link Outcome.Pending}, as it was when the
 *     acquirer said so; of an {@link Operation#DISPUTE} {@link Outcome.Pending}, as the rest is in {@code chargeback}
 * @param exchange for the audit trail, where the callback changed something
 * @param chargeback of an {@link Operation#DISPUTE}, and of nothing else
 */
public record Callback(
        Tenant tenant,
        GatewayId gateway,
        Operation operation,
        UUID subject,
        UUID reference,
        Outcome outcome,
        Exchange exchange,
        @Nullable Chargeback chargeback) {

    public Callback {
        if ((operation == Operation.DISPUTE) != (chargeback != null)) {
            throw new IllegalArgumentException("A chargeback is told of a dispute, and of nothing else");
        }
    }

    public Callback(
            Tenant tenant,
            GatewayId gateway,
            Operation operation,
            UUID subject,
            UUID reference,
            Outcome outcome,
            Exchange exchange) {
        this(tenant, gateway, operation, subject, reference, outcome, exchange, null);
    }

    /** In the log, while this thread listens to it. Of a refund, the subject is its payment too. */
    void mention() {
        Mentions.put(Mentions.MERCHANT, Mentions.of(tenant));
        Mentions.put(Mentions.PAYMENT, TypeId.format("pay", subject));
    }

    /** What an {@link Instruction} asks for; or what nobody asked for. */
    public enum Operation {
        AUTHORIZE,
        CAPTURE,
        CANCEL,
        REFUND,
        /** A customer wants money back from the issuer. */
        DISPUTE
    }
}
