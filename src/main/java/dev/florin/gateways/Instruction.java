package dev.florin.gateways;

import dev.florin.kernel.Money;
import dev.florin.kernel.Tenant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One thing that an acquirer is asked to do with money, under one reference of ours. The reference is committed before
 * the call and is the same in every retry, so an acquirer carries the instruction out at most once.
 */
public sealed interface Instruction {

    Tenant tenant();

    /** Ours; unique among all instructions. */
    UUID reference();

    /**
     * Take {@code amount} from {@code instrument}.
     *
     * @param capture true to authorise and capture in one message, false to authorise only
     * @param returnUrl where the customer goes on after a step at the issuer; null where no browser is involved
     */
    record Authorize(
            Tenant tenant,
            UUID reference,
            Money amount,
            boolean capture,
            Instrument instrument,
            String description,
            @Nullable String returnUrl)
            implements Instruction {}

    /**
     * Capture {@code amount} of an authorisation; several may follow one another up to what was authorised.
     *
     * @param authorization the reference of the {@link Authorize}
     * @param last true to release what this leaves uncaptured
     */
    record Capture(Tenant tenant, UUID reference, UUID authorization, Money amount, boolean last)
            implements Instruction {}

    /**
     * Release what is left of an authorisation. For an authorisation that the acquirer has never seen this is approved
     * too, and binding: if it arrives later, it is declined.
     *
     * @param authorization the reference of the {@link Authorize}
     */
    record Cancel(Tenant tenant, UUID reference, UUID authorization) implements Instruction {}

    /**
     * Give {@code amount} of what was captured back.
     *
     * @param authorization the reference of the {@link Authorize}
     */
    record Refund(Tenant tenant, UUID reference, UUID authorization, Money amount) implements Instruction {}
}
