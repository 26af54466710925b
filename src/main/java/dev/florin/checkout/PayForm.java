package dev.florin.checkout;

import dev.florin.kernel.Rejection;
import dev.florin.orders.OrderId;
import dev.florin.payments.CreatePayment;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a customer sends to pay. Numbers and codes of cards pass through here and are kept nowhere; this never prints
 * them.
 *
 * @param method {@code card}, {@code upi_qr}, {@code upi_app} or {@code upi_vpa}
 * @param expiry {@code 12/30}, {@code 12 / 2030}, {@code 1230}
 */
record PayForm(
        @Nullable String token,
        @Nullable String method,
        @Nullable String number,
        @Nullable String expiry,
        @Nullable String cvc,
        @Nullable String name,
        @Nullable String vpa) {

    private static final Pattern EXPIRY = Pattern.compile("\\s*(\\d{1,2})\\s*[/ .-]?\\s*(\\d{4}|\\d{2})\\s*");
    private static final int LONGEST_NAME = 100;

    /** What is missing or cannot be read: a message's code by the name of the field. */
    Map<String, String> mistakes(boolean inr, boolean vpaEntry) {
        Map<String, String> mistakes = new LinkedHashMap<>();
        switch (method()) {
            case "card" -> {
                require(mistakes, "number", number);
                require(mistakes, "expiry", expiry);
                if (!mistakes.containsKey("expiry") && !date().matches()) {
                    mistakes.put("expiry", "expiry_invalid");
                }
                require(mistakes, "cvc", cvc);
                if (name != null && name.length() > LONGEST_NAME) {
                    mistakes.put("name", "name_invalid");
                }
            }
            case "upi_qr", "upi_app" -> {
                if (!inr) {
                    mistakes.put("method", "method_invalid");
                }
            }
            case "upi_vpa" -> {
                require(mistakes, "vpa", vpa);
                if (!inr || !vpaEntry) {
                    mistakes.put("method", "method_invalid");
                } else if (vpa != null && !vpa.isBlank() && !CreatePayment.isVpa(vpa.strip())) {
                    mistakes.put("vpa", "vpa_invalid");
                }
            }
            default -> mistakes.put("method", "method_invalid");
        }
        return mistakes;
    }

    /** Only without {@link #mistakes}. */
    CreatePayment command(OrderId order, String returnUrl) {
        return switch (method()) {
            case "upi_qr" -> CreatePayment.byUpi(order, false, returnUrl);
            case "upi_app" -> CreatePayment.byUpi(order, true, returnUrl);
            case "upi_vpa" -> CreatePayment.byVpa(order, text(vpa).strip(), returnUrl);
            default -> {
                Matcher date = date();
                if (!date.matches()) {
                    throw new IllegalStateException("An expiry that is none");
                }
                yield CreatePayment.byCard(
                        order,
                        text(number),
                        Integer.parseInt(date.group(1)),
                        Integer.parseInt(date.group(2)),
                        text(cvc),
                        name,
                        returnUrl);
            }
        };
    }

    /** Where a rejection of the vault's belongs; empty if it is not about a field. */
    static Map<String, String> mistake(Rejection rejection) {
        return switch (String.valueOf(rejection.param())) {
            case "card.number" -> Map.of("number", rejection.code());
            case "card.exp_month", "card.exp_year" -> Map.of("expiry", rejection.code());
            case "card.cvc" -> Map.of("cvc", rejection.code());
            default -> Map.of();
        };
    }

    @Override
    public String method() {
        return method == null ? "" : method;
    }

    private Matcher date() {
        return EXPIRY.matcher(text(expiry));
    }

    private static void require(Map<String, String> mistakes, String field, @Nullable String value) {
        if (value == null || value.isBlank()) {
            mistakes.put(field, field + "_missing");
        }
    }

    private static String text(@Nullable String value) {
        return value == null ? "" : value;
    }

    @Override
    public String toString() {
        return "PayForm[…]";
    }
}
