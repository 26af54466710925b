package dev.florin.portal.payments;

import dev.florin.kernel.Money;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A form that moves money, with what somebody has written into it.
 *
 * @param once names this form: however often it is sent, it does its work once
 * @param amount as it is written
 * @param reason for a refund
 * @param last for a capture: whether the rest is released
 * @param faults by field; what is wrong with the whole is that of {@code form}
 */
record MoneyForm(String once, String amount, String reason, boolean last, Map<String, String> faults) {

    static final int LONGEST_REASON = 255;

    private static final SecureRandom RANDOM = new SecureRandom();

    /** A new one, about to move all that can be moved. */
    static MoneyForm of(Money most) {
        byte[] random = new byte[18];
        RANDOM.nextBytes(random);
        return new MoneyForm(Base64.getUrlEncoder().encodeToString(random), Amounts.plain(most), "", false, Map.of());
    }

    static MoneyForm sent(String once, @Nullable String amount, @Nullable String reason, boolean last) {
        return new MoneyForm(
                once, amount == null ? "" : amount.strip(), reason == null ? "" : reason.strip(), last, Map.of());
    }

    MoneyForm faulty(@Nullable String field, String text) {
        var all = new LinkedHashMap<>(faults);
        all.put(field != null && (field.equals("amount") || field.equals("reason")) ? field : "form", text);
        return new MoneyForm(once, amount, reason, last, all);
    }
}
