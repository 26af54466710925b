package dev.florin.payments;

import dev.florin.kernel.Money;
import java.util.Currency;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a payment brought in, and what of it went back, or is to go: by refunds, and by disputes. It decides nothing: the
 * payment does, and tells it here by its events.
 */
final class Proceeds {

    private final Map<UUID, Money> refundsInFlight = new HashMap<>();
    private final Map<UUID, Money> disputesOpen = new HashMap<>();
    private final Money none;
    private Money captured;
    private Money late;
    private Money refunded;
    private Money disputed;
    private Money held;

    Proceeds(Currency currency) {
        none = Money.zero(currency);
        captured = none;
        late = none;
        refunded = none;
        disputed = none;
        held = none;
    }

    void capture(Money amount) {
        captured = captured.plus(amount);
    }

    /** What an acquirer took after it had declined. */
    void takeLate(Money amount) {
        late = amount;
    }

    void beginRefund(UUID refund, Money amount) {
        refundsInFlight.put(refund, amount);
    }

    void refund(UUID refund, Money amount) {
        refundsInFlight.remove(refund);
        refunded = refunded.plus(amount);
    }

    void failRefund(UUID refund) {
        refundsInFlight.remove(refund);
        hold();
    }

    void dispute(UUID dispute, Money amount) {
        disputesOpen.put(dispute, amount);
        disputed = disputed.plus(amount);
        hold();
    }

    void winDispute(UUID dispute, Money amount) {
        disputesOpen.remove(dispute);
        disputed = disputed.minus(amount);
        hold();
    }

    void loseDispute(UUID dispute) {
        disputesOpen.remove(dispute);
    }

    private void hold() {
        Money left = taken().minus(refunded).minus(refunding());
        held = disputed.exceeds(left) ? left : disputed;
    }

    Money captured() {
        return captured;
    }

    Money late() {
        return late;
    }

    /** In time and late. */
    Money taken() {
        return captured.plus(late);
    }

    Money refunded() {
        return refunded;
    }

    /** Spoken for by refunds whose outcome is open. */
    Money refunding() {
        return refundsInFlight.values().stream().reduce(none, Money::plus);
    }

    /** What a refund whose outcome is open speaks for; null if there is no such refund. */
    @Nullable
    Money refunding(UUID refund) {
        return refundsInFlight.get(refund);
    }

    /** By disputes that are open or lost. */
    Money disputed() {
        return disputed;
    }

    /** What an open dispute is about; null if there is no such dispute. */
    @Nullable
    Money disputed(UUID dispute) {
        return disputesOpen.get(dispute);
    }

    /** What disputes keep from being refunded: all they are about, as far as it is not refunded already. */
    Money held() {
        return held;
    }
}
