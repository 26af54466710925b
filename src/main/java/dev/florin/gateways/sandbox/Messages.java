package dev.florin.gateways.sandbox;

import dev.florin.kernel.Money;
import dev.florin.kernel.Rejection;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The bodies of requests, in clear. They check themselves, live for one request and never print themselves. */
final class Messages {

    private static final int LONGEST_ACCOUNT = 100;

    private Messages() {}

    record Authorize(
            UUID reference,
            long amount,
            String currency,
            boolean capture,
            @Nullable Card card,
            @Nullable Upi upi,
            @Nullable String returnUrl,
            @Nullable String description,
            @Nullable String account) {

        Authorize {
            present(reference, "reference");
            require(amount > 0 && amount <= Money.MAX_MINOR, "amount");
            require(isMoney(present(currency, "currency")), "currency");
            require((card == null) != (upi == null), "card");
            require(returnUrl == null || isWeb(returnUrl), "return_url");
            requireShort(account);
        }

        @Override
        public String toString() {
            return "Authorize[" + reference + "]";
        }
    }

    record Card(
            String number,
            int expMonth,
            int expYear,
            @Nullable String cvc,
            @Nullable String holder) {

        Card {
            require(present(number, "card.number").matches("[0-9]{12,19}"), "card.number");
            require(expMonth >= 1 && expMonth <= 12, "card.exp_month");
            require(expYear >= 2000 && expYear <= 9999, "card.exp_year");
            require(cvc == null || cvc.matches("[0-9]{3,4}"), "card.cvc");
        }

        /** ISO/IEC 7812-1, annex B. */
        boolean passesLuhn() {
            int sum = 0;
            for (int i = 0; i < number.length(); i++) {
                int digit = number.charAt(number.length() - 1 - i) - '0';
                int weighted = i % 2 == 0 ? digit : 2 * digit;
                sum += weighted > 9 ? weighted - 9 : weighted;
            }
            return sum % 10 == 0;
        }

        @Override
        public String toString() {
            return "Card[…]";
        }
    }

    /**
     * @param flow {@code qr}, {@code intent} or {@code collect}
     * @param vpa the payer's address, for {@code collect} alone
     */
    record Upi(String flow, @Nullable String vpa) {

        Upi {
            require(present(flow, "upi.flow").matches("qr|intent|collect"), "upi.flow");
            require(flow.equals("collect") ? vpa != null && vpa.contains("@") : vpa == null, "upi.vpa");
        }

        String instrument() {
            return vpa == null ? "upi:" + flow : vpa;
        }
    }

    record Capture(
            UUID reference,
            UUID authorization,
            long amount,
            boolean last,
            @Nullable String account) {
        Capture {
            present(reference, "reference");
            present(authorization, "authorization");
            require(amount > 0, "amount");
            requireShort(account);
        }
    }

    record Void(
            UUID reference, UUID authorization, @Nullable String account) {
        Void {
            present(reference, "reference");
            present(authorization, "authorization");
            requireShort(account);
        }
    }

    record Refund(
            UUID reference,
            UUID authorization,
            long amount,
            @Nullable String account) {
        Refund {
            present(reference, "reference");
            present(authorization, "authorization");
            require(amount > 0, "amount");
            requireShort(account);
        }
    }

    /**
     * @param texts by what they tell of
     * @param files that were sent before
     */
    record Evidence(UUID reference, Map<String, String> texts, List<UUID> files) {
        Evidence {
            present(reference, "reference");
            texts = new TreeMap<>(present(texts, "texts"));
            files = List.copyOf(present(files, "files"));
            require(!texts.isEmpty() || !files.isEmpty(), "texts");
        }

        @Override
        public String toString() {
            return "Evidence[" + reference + "]";
        }
    }

    record Acceptance(UUID reference) {
        Acceptance {
            present(reference, "reference");
        }
    }

    private static void requireShort(@Nullable String account) {
        require(account == null || account.length() <= LONGEST_ACCOUNT, "account");
    }

    private static boolean isMoney(String currency) {
        try {
            Money.currency(currency);
            return true;
        } catch (Rejection _) {
            return false;
        }
    }

    private static boolean isWeb(String url) {
        try {
            URI uri = URI.create(url);
            return uri.getHost() != null && ("https".equals(uri.getScheme()) || "http".equals(uri.getScheme()));
        } catch (IllegalArgumentException _) {
            return false;
        }
    }

    private static <T> T present(@Nullable T value, String field) {
        require(value != null, field);
        return Objects.requireNonNull(value);
    }

    private static void require(boolean valid, String field) {
        if (!valid) {
            throw new Refusal(422, "invalid_request", "Missing or not valid: " + field);
        }
    }
}
