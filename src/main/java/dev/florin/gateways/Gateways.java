package dev.florin.gateways;

import dev.florin.kernel.Tenant;
import java.util.List;
import java.util.UUID;
import org.springframework.stereotype.Component;

/**
 * The way to the acquirers. {@link #execute} and {@link #inquire} go over the network and must be called outside of
 * transactions (they refuse to run in one); the others are for the caller's transaction.
 */
@Component
public class Gateways {

    /** Which gateway shall serve a new payment; to be stored with it, as all that follows must go there too. */
    public GatewayId route(Tenant tenant) {
        throw new UnsupportedOperationException();
    }

    /**
     * Carries out an instruction: one call, and where that is safe up to three retries after 1, 2 and 4 seconds with
     * the same reference. Each call may take 30 seconds. Never throws for what an acquirer or the network does; an
     * interrupt of the calling thread ends it as {@link Outcome.Unknown}.
     */
    public Answer execute(GatewayId gateway, Instruction instruction) {
        throw new UnsupportedOperationException();
    }

    /** Asks what became of the instruction with this reference. One call, no retries. */
    public Answer inquire(GatewayId gateway, UUID reference) {
        throw new UnsupportedOperationException();
    }

    /**
     * Adds exchanges to the audit trail, in the caller's transaction.
     *
     * @param subject what they were about: a payment, a refund
     */
    public void record(Tenant tenant, UUID subject, GatewayId gateway, List<Exchange> exchanges) {
        throw new UnsupportedOperationException();
    }

    /** The audit trail of a subject, oldest first. */
    public List<Exchange> exchanges(Tenant tenant, UUID subject) {
        throw new UnsupportedOperationException();
    }
}
