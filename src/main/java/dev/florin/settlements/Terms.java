package dev.florin.settlements;

import dev.florin.kernel.Money;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Currency;

/**
 * What a merchant is settled by in one currency, from a time on.
 *
 * @param rate the part of each capture that is the fee, in millionths: 20 000 is 2 %
 * @param fixed what is added for each capture
 * @param minimum less than this is not paid out, but carried on
 * @param from inclusive
 */
public record Terms(int rate, Money fixed, Money minimum, Instant from) {

    private static final int ALL = 1_000_000;

    public Terms {
        if (rate < 0 || rate > ALL || fixed.minor() < 0 || minimum.minor() < 0) {
            throw new IllegalArgumentException("A fee is a part of what is captured, and nothing is below zero.");
        }
        if (!fixed.currency().equals(minimum.currency())) {
            throw new IllegalArgumentException("Terms are of one currency.");
        }
    }

    /** No fee, and everything is paid out. */
    static Terms none(Currency currency) {
        return new Terms(0, Money.zero(currency), Money.zero(currency), Instant.EPOCH);
    }

    public Currency currency() {
        return fixed.currency();
    }

    /** {@code 2.5} for 2.5 %, with no more decimals than it needs. */
    public BigDecimal percent() {
        BigDecimal percent = BigDecimal.valueOf(rate, 4).stripTrailingZeros();
        return percent.scale() < 0 ? percent.setScale(0) : percent;
    }

    /**
     * The fee of one capture: the part of it, rounded half up to the minor unit, and the fixed amount; but never more than
     * was captured.
     */
    Money fee(Money captured) {
        long part = Math.addExact(Math.multiplyExact(captured.minor(), (long) rate), ALL / 2) / ALL;
        Money fee = new Money(part, captured.currency()).plus(fixed);
        return fee.exceeds(captured) ? captured : fee;
    }

    boolean saysTheSameAs(Terms other) {
        return rate == other.rate && fixed.equals(other.fixed) && minimum.equals(other.minimum);
    }
}
