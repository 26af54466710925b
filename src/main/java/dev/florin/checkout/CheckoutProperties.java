package dev.florin.checkout;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * {@code florin.checkout.*}
 *
 * @param attempts how many payments may be begun for one order, by whomever
 * @param attemptsPerMinute how many one address may begin in a minute on one instance; many customers may share one
 * @param attemptsKept how long it can be looked up which token began which payment; nothing hangs on it, as a token is
 *     good only while its order has no more attempts than when it was issued
 * @param viewers how many pages one instance keeps informed at once; the others ask
 * @param languages what the page speaks; the first where nobody says
 */
@ConfigurationProperties("florin.checkout")
record CheckoutProperties(
        @DefaultValue("10") int attempts,
        @DefaultValue("60") int attemptsPerMinute,
        @DefaultValue("30d") Duration attemptsKept,
        @DefaultValue("5000") int viewers,
        @DefaultValue({"en", "hi"}) List<Locale> languages) {

    /** More than any transaction lasts, by far. */
    private static final Duration SHORTEST = Duration.ofDays(1);

    CheckoutProperties {
        if (attemptsKept.compareTo(SHORTEST) < 0) {
            throw new IllegalArgumentException("florin.checkout.attempts-kept is at least a day: " + attemptsKept);
        }
        if (attempts < 1 || attemptsPerMinute < 1 || viewers < 0 || languages.isEmpty()) {
            throw new IllegalArgumentException(
                    "florin.checkout.* are at least one attempt, one a minute and one language; viewers may be 0.");
        }
    }
}
