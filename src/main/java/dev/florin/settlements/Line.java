package dev.florin.settlements;

import com.fasterxml.jackson.annotation.JsonValue;
import dev.florin.kernel.Money;
import dev.florin.kernel.TypeId;
import dev.florin.ledger.Ledger.Posting;
import dev.florin.ledger.Transfer;
import java.time.Instant;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A transfer as a settlement sees it.
 *
 * @param amount what it gave the merchant, before its fee; below zero if it took
 * @param fee zero for all but captures
 * @param payment the id of the payment outside, where the transfer says it; likewise the others
 */
public record Line(
        Posting posting,
        Kind kind,
        Money amount,
        Money fee,
        @Nullable String payment,
        @Nullable String refund,
        @Nullable String dispute,
        @Nullable String settlement) {

    /** What a line is about. */
    public enum Kind {
        CAPTURE("Payment"),
        REFUND("Refund"),
        REFUND_FAILED("Failed refund, given back"),
        DISPUTE("Dispute, held"),
        DISPUTE_WON("Dispute won, given back"),
        PAYOUT_RETURNED("Failed payout, given back"),
        /** What a person has put right, and whatever is nothing of the rest. */
        ADJUSTMENT("Adjustment");

        private final String title;

        Kind(String title) {
            this.title = title;
        }

        /** For people. */
        public String title() {
            return title;
        }

        /** As the API writes it. */
        @JsonValue
        public String wire() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public Instant at() {
        return posting.at();
    }

    /** What it comes to: the amount less the fee. */
    public Money net() {
        return amount.minus(fee);
    }

    /** Names the line within the merchant's books. */
    public String id() {
        return LineId.text(posting.transfer());
    }

    /** Whether a transfer is a settlement's own fee or payout, which settles and is not settled. */
    static boolean settles(Transfer transfer) {
        return transfer.debit().equals(Books.MERCHANT)
                && (transfer.kind().equals("fee") && transfer.credit().equals(Books.FEES)
                        || transfer.kind().equals("payout") && transfer.credit().equals(Books.PAYOUTS));
    }

    static Line of(Posting posting, Schedule schedule) {
        Transfer transfer = posting.transfer();
        boolean gives = transfer.credit().equals(Books.MERCHANT);
        Money amount = gives ? transfer.amount() : transfer.amount().times(-1);
        Money none = Money.zero(amount.currency());
        UUID subject = transfer.subject();
        return switch ((gives ? "+" : "-") + transfer.kind()) {
            case "+capture" -> {
                Money fee = schedule.at(amount.currency(), posting.at()).fee(amount);
                yield new Line(posting, Kind.CAPTURE, amount, fee, TypeId.format("pay", subject), null, null, null);
            }
            case "-refund_requested" -> refund(posting, Kind.REFUND, amount);
            case "+refund_failed" -> refund(posting, Kind.REFUND_FAILED, amount);
            case "-dispute_opened" -> dispute(posting, Kind.DISPUTE, amount);
            case "+dispute_won" -> dispute(posting, Kind.DISPUTE_WON, amount);
            case "+payout_failed" -> {
                String settlement = TypeId.format(SettlementId.PREFIX, subject);
                yield new Line(posting, Kind.PAYOUT_RETURNED, amount, none, null, null, null, settlement);
            }
            default -> new Line(posting, Kind.ADJUSTMENT, amount, none, null, null, null, null);
        };
    }

    private static Line refund(Posting posting, Kind kind, Money amount) {
        String id = TypeId.format("rfnd", posting.transfer().subject());
        return new Line(posting, kind, amount, Money.zero(amount.currency()), null, id, null, null);
    }

    private static Line dispute(Posting posting, Kind kind, Money amount) {
        String id = TypeId.format("dp", posting.transfer().subject());
        return new Line(posting, kind, amount, Money.zero(amount.currency()), null, null, id, null);
    }
}
