package dev.florin.seed;

import dev.florin.kernel.Money;
import dev.florin.orders.Customer;
import dev.florin.orders.LineItem;
import dev.florin.payments.PaymentView.PaymentError;
import dev.florin.vault.CardToken;
import dev.florin.vault.CardView;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/** What is bought, by whom, and with which cards. */
final class Goods {

    private static final int CARDS = 3000;

    private static final List<String> TEAS = List.of(
            "Darjeeling First Flush",
            "Assam Breakfast",
            "Nilgiri Frost",
            "Masala Chai",
            "Sencha Uji",
            "Gyokuro Reserve",
            "Kashmiri Kahwa",
            "Earl Grey",
            "Silver Needle",
            "Teapot, cast iron");
    private static final List<String> FIRST_NAMES = List.of(
            "Aarav", "Ananya", "Diya", "Ishaan", "Kavya", "Meera", "Rohan", "Priya", "Vihaan", "Zoya", "Haruto", "Yui",
            "Fatima", "Omar", "Noura", "Arjun");
    private static final List<String> LAST_NAMES = List.of(
            "Sharma",
            "Iyer",
            "Das",
            "Reddy",
            "Kapoor",
            "Nair",
            "Singh",
            "Banerjee",
            "Sato",
            "Tanaka",
            "Al-Sabah",
            "Khan",
            "Mehta",
            "Joshi");

    private static final List<Weighted<String>> BRANDS = List.of(
            new Weighted<>(46, "visa"),
            new Weighted<>(29, "mastercard"),
            new Weighted<>(17, "rupay"),
            new Weighted<>(6, "amex"),
            new Weighted<>(2, "jcb"));

    private static final List<Weighted<PaymentError>> CARD_DECLINES = List.of(
            new Weighted<>(34, new PaymentError("card_declined", "The card was declined.")),
            new Weighted<>(31, new PaymentError("insufficient_funds", "The account does not hold enough.")),
            new Weighted<>(12, new PaymentError("authentication_failed", "The customer could not be authenticated.")),
            new Weighted<>(9, new PaymentError("incorrect_cvc", "The security code is wrong.")),
            new Weighted<>(8, new PaymentError("expired_card", "The card has expired.")),
            new Weighted<>(4, new PaymentError("processing_error", "The issuer could not process the request.")),
            new Weighted<>(2, new PaymentError("lost_card", "The card was reported lost.")));
    private static final List<Weighted<PaymentError>> UPI_DECLINES = List.of(
            new Weighted<>(48, new PaymentError("expired", "The customer did not act in time.")),
            new Weighted<>(33, new PaymentError("customer_declined", "The customer declined the request.")),
            new Weighted<>(19, new PaymentError("insufficient_funds", "The account does not hold enough.")));

    private final RandomGenerator random;
    private final List<CardView> cards;

    Goods(RandomGenerator random, Instant begin) {
        this.random = random;
        this.cards = IntStream.range(0, CARDS).mapToObj(_ -> card(begin)).toList();
    }

    private CardView card(Instant begin) {
        byte[] fingerprint = new byte[16];
        random.nextBytes(fingerprint);
        return new CardView(
                new CardToken(Ids.at(begin, random)),
                Weighted.pick(BRANDS, random),
                "%04d".formatted(random.nextInt(10_000)),
                random.nextInt(1, 13),
                random.nextInt(2028, 2033),
                HexFormat.of().formatHex(fingerprint));
    }

    List<CardView> cards() {
        return cards;
    }

    /** Some pay more often than others. */
    CardView anyCard() {
        double skewed = random.nextDouble();
        return cards.get((int) (skewed * skewed * cards.size()));
    }

    Customer customer() {
        String first = any(FIRST_NAMES);
        String last = any(LAST_NAMES);
        String mail = "%s.%s@example.com".formatted(first, last).toLowerCase(Locale.ROOT);
        return new Customer(first + " " + last, mail, null);
    }

    LineItem item(String currency) {
        int tea = random.nextInt(TEAS.size());
        double around = Math.exp(random.nextGaussian() * 0.75);
        long unit = switch (currency) {
            case "JPY" -> 10 * (long) (40 + 180 * around); // yen
            case "KWD" -> 250 * (long) (3 + 16 * around); // fils
            default -> 100 * (long) (60 + 420 * around); // paise
        };
        return new LineItem("TEA-%02d".formatted(tea + 1), TEAS.get(tea), random.nextInt(1, 4), unit);
    }

    PaymentError decline(boolean card) {
        return Weighted.pick(card ? CARD_DECLINES : UPI_DECLINES, random);
    }

    /** A part of an amount, as somebody at a desk would choose it. */
    Money part(Money whole) {
        return new Money(Math.max(1, whole.minor() * random.nextInt(1, 4) / 4), whole.currency());
    }

    private <T> T any(List<T> all) {
        return all.get(random.nextInt(all.size()));
    }
}
