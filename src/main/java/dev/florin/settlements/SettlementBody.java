package dev.florin.settlements;

import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A settlement as its merchant sees it. */
public record SettlementBody(
        String id,
        String object,
        SettlementStatus status,

        @Schema(description = "What is paid out; 0 if nothing is")
        long amount,

        String currency,

        @Schema(description = "What the settlement before left; below 0 if you owed")
        long carried,

        @Schema(description = "All that was captured") long gross,

        @Schema(description = "Subtracted: refunds, less those that failed")
        long refunds,

        @Schema(description = "Subtracted: the fees of all captures")
        long fees,

        @Schema(description = "Subtracted: what is held for disputes, less what was won")
        long disputes,

        @Schema(description = "Put right by hand, of either sign")
        long adjustments,

        @Schema(description = "Of payouts that failed") long returned,

        @Schema(description = "Carried + gross − refunds − fees − disputes + adjustments + returned")
        long net,

        @Schema(description = "What is left for the next one: net − amount")
        long carriedOn,

        @Schema(description = "How many captures there were")
        long captures,

        @Schema(description = "Unix seconds; inclusive") long periodStart,

        @Schema(description = "Unix seconds; exclusive, and where the next settlement begins")
        long periodEnd,

        @Schema(description = "Why the payout cannot be paid yet") @Nullable
        OnHold hold,

        @Schema(description = "What may be shown of the bank account it was paid to") @Nullable
        String bankAccount,

        @Schema(description = "By which the bank finds it") @Nullable
        String bankReference,

        @Schema(description = "Why the payout failed") @Nullable
        String failure,

        boolean livemode,
        @Schema(description = "Unix seconds") long createdAt,
        @Schema(description = "Unix seconds") @Nullable Long paidAt,
        @Schema(description = "Unix seconds") @Nullable Long failedAt) {

    /** @param hold null if it can be paid, or need not be */
    public static SettlementBody of(SettlementView settlement, @Nullable OnHold hold) {
        Calculation sums = settlement.calculation();
        return new SettlementBody(
                settlement.id().toString(),
                "settlement",
                settlement.status(),
                settlement.payout().minor(),
                settlement.currency().getCurrencyCode(),
                sums.carried().minor(),
                sums.gross().minor(),
                sums.refunds().minor(),
                sums.fees().minor(),
                sums.disputes().minor(),
                sums.adjustments().minor(),
                sums.returned().minor(),
                sums.net().minor(),
                settlement.carriedOn().minor(),
                settlement.captures(),
                settlement.from().getEpochSecond(),
                settlement.cutOff().getEpochSecond(),
                hold,
                settlement.paidTo(),
                settlement.bankReference(),
                settlement.failure(),
                settlement.tenant().live(),
                settlement.createdAt().getEpochSecond(),
                seconds(settlement.paidAt()),
                seconds(settlement.failedAt()));
    }

    private static @Nullable Long seconds(@Nullable Instant at) {
        return at == null ? null : at.getEpochSecond();
    }
}
