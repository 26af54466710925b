package dev.florin.settlements;

import dev.florin.kernel.Money;
import dev.florin.kernel.Tenant;
import java.time.Instant;
import java.util.Currency;
import org.jspecify.annotations.Nullable;

/**
 * A settlement as it stands: what moved on the merchant's account in a span of time, and what was paid out of it.
 *
 * @param from where the span begins, by the database's clock
 * @param cutOff where it ends, exclusive; the next one begins here
 * @param payout all that is owed, or zero if that is too little
 * @param captures how many payments, or parts of one, were captured
 * @param lines how many transfers there are to be looked at
 * @param paidTo what may be shown of the bank account that it was paid to; null until then
 * @param bankReference by which the bank finds it; null until it is paid
 * @param failure why it failed
 */
public record SettlementView(
        SettlementId id,
        Tenant tenant,
        Instant from,
        Instant cutOff,
        Calculation calculation,
        Money payout,
        long captures,
        long lines,
        SettlementStatus status,
        Instant createdAt,
        @Nullable Instant paidAt,
        @Nullable String paidTo,
        @Nullable String bankReference,
        @Nullable Instant failedAt,
        @Nullable String failure) {

    public Currency currency() {
        return payout.currency();
    }

    /** What is left for the next one. */
    public Money carriedOn() {
        return calculation.net().minus(payout);
    }

    /** As it was when it was made. */
    public SettlementView asCreated() {
        return new SettlementView(
                id,
                tenant,
                from,
                cutOff,
                calculation,
                payout,
                captures,
                lines,
                payout.isPositive() ? SettlementStatus.CREATED : SettlementStatus.CARRIED,
                createdAt,
                null,
                null,
                null,
                null,
                null);
    }

    /** As it was when it was paid. */
    public SettlementView asPaid() {
        return new SettlementView(
                id,
                tenant,
                from,
                cutOff,
                calculation,
                payout,
                captures,
                lines,
                SettlementStatus.PAID,
                createdAt,
                paidAt,
                paidTo,
                bankReference,
                null,
                null);
    }
}
