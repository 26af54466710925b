package dev.florin.portal.settlements;

import dev.florin.kernel.Money;
import dev.florin.settlements.Calculation;
import dev.florin.settlements.Line;
import dev.florin.settlements.SettlementView;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What files say of settlements and their lines, in whole units of the currency. */
final class SettlementFiles {

    static final List<String> COLUMNS = List.of(
            "id",
            "period_start",
            "period_end",
            "status",
            "currency",
            "carried",
            "gross",
            "refunds",
            "fees",
            "disputes",
            "adjustments",
            "returned",
            "payout",
            "carried_on",
            "captures",
            "paid_at",
            "bank_account",
            "bank_reference",
            "failure",
            "mode");

    static final List<String> LINE_COLUMNS = List.of(
            "id",
            "created_at",
            "kind",
            "currency",
            "amount",
            "fee",
            "net",
            "payment_id",
            "refund_id",
            "dispute_id",
            "settlement_id");

    private SettlementFiles() {}

    static @Nullable Object[] cells(SettlementView settlement) {
        Calculation sums = settlement.calculation();
        return new @Nullable Object[] {
            settlement.id(),
            settlement.from(),
            settlement.cutOff(),
            settlement.status().wire(),
            settlement.currency().getCurrencyCode(),
            plain(sums.carried()),
            plain(sums.gross()),
            plain(sums.refunds()),
            plain(sums.fees()),
            plain(sums.disputes()),
            plain(sums.adjustments()),
            plain(sums.returned()),
            plain(settlement.payout()),
            plain(settlement.carriedOn()),
            settlement.captures(),
            settlement.paidAt(),
            settlement.paidTo(),
            settlement.bankReference(),
            settlement.failure(),
            settlement.tenant().live() ? "live" : "test"
        };
    }

    static @Nullable Object[] cells(Line line) {
        return new @Nullable Object[] {
            line.id(),
            line.at(),
            line.kind().wire(),
            line.amount().currency().getCurrencyCode(),
            plain(line.amount()),
            plain(line.fee()),
            plain(line.net()),
            line.payment(),
            line.refund(),
            line.dispute(),
            line.settlement()
        };
    }

    /** A number stays one, though it begins with a minus: no formula can be made of it. */
    private static Object plain(Money amount) {
        return BigDecimal.valueOf(amount.minor(), Math.max(0, amount.currency().getDefaultFractionDigits()));
    }
}
