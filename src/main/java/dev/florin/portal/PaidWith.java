package dev.florin.portal;

import dev.florin.payments.PaymentView;
import dev.florin.vault.CardView;
import java.util.Map;

/** With what a payment is paid, as people say it. */
public final class PaidWith {

    private static final Map<String, String> BRANDS = Map.of(
            "visa", "Visa",
            "mastercard", "Mastercard",
            "amex", "Amex",
            "rupay", "RuPay",
            "discover", "Discover",
            "diners", "Diners",
            "jcb", "JCB",
            "maestro", "Maestro",
            "unionpay", "UnionPay");

    private PaidWith() {}

    /** {@code Visa •••• 4242}, {@code UPI} */
    public static String of(PaymentView payment) {
        CardView card = payment.terms().card();
        return card == null ? "UPI" : "%s •••• %s".formatted(BRANDS.getOrDefault(card.brand(), "Card"), card.last4());
    }
}
