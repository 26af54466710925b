package dev.florin.settlements;

import dev.florin.kernel.Money;
import java.util.Currency;

/** Adds up the lines of one settlement. */
final class Sums {

    private Money gross;
    private Money refunds;
    private Money fees;
    private Money disputes;
    private Money adjustments;
    private Money returned;
    private long captures;
    private long lines;

    Sums(Currency currency) {
        Money none = Money.zero(currency);
        gross = none;
        refunds = none;
        fees = none;
        disputes = none;
        adjustments = none;
        returned = none;
    }

    void add(Line line) {
        lines++;
        fees = fees.plus(line.fee());
        switch (line.kind()) {
            case CAPTURE -> {
                captures++;
                gross = gross.plus(line.amount());
            }
            case REFUND, REFUND_FAILED -> refunds = refunds.minus(line.amount());
            case DISPUTE, DISPUTE_WON -> disputes = disputes.minus(line.amount());
            case PAYOUT_RETURNED -> returned = returned.plus(line.amount());
            case ADJUSTMENT -> adjustments = adjustments.plus(line.amount());
        }
    }

    Calculation on(Money carried) {
        return new Calculation(carried, gross, refunds, fees, disputes, adjustments, returned);
    }

    long captures() {
        return captures;
    }

    long lines() {
        return lines;
    }
}
