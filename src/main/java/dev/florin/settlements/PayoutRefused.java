package dev.florin.settlements;

import dev.florin.kernel.Rejection;

/** A payout that cannot be paid, or cannot fail, as it stands. */
final class PayoutRefused extends Rejection {

    private PayoutRefused(Kind kind, String code, String message) {
        super(kind, code, message);
    }

    static PayoutRefused done(SettlementId id) {
        return new PayoutRefused(
                Kind.CONFLICT,
                "payout_decided",
                "%s is decided already: look at what became of its payout.".formatted(id));
    }

    static PayoutRefused onHold(OnHold why) {
        return new PayoutRefused(Kind.CONFLICT, "payout_on_hold", why.text());
    }

    static PayoutRefused unexplained() {
        return new PayoutRefused(
                Kind.INVALID, "payout_unexplained", "Write the bank's reference, or its reason: 1 to 140 characters.");
    }
}
