package dev.florin.checkout;

import java.util.List;
import java.util.Locale;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * {@code florin.checkout.*}
 *
 * @param attempts how many payments may be begun for one order, by whomever
 * @param attemptsPerMinute how many one address may begin in a minute on one instance; many customers may share one
 * @param viewers how many pages one instance keeps informed at once; the others ask
 * @param languages what the page speaks; the first where nobody says
 */
@ConfigurationProperties("florin.checkout")
record CheckoutProperties(
        @DefaultValue("10") int attempts,
        @DefaultValue("60") int attemptsPerMinute,
        @DefaultValue("5000") int viewers,
        @DefaultValue({"en", "hi"}) List<Locale> languages) {

    CheckoutProperties {
        if (attempts < 1 || attemptsPerMinute < 1 || viewers < 0 || languages.isEmpty()) {
            throw new IllegalArgumentException(
                    "florin.checkout.* are at least one attempt, one a minute and one language; viewers may be 0.");
        }
    }
}
