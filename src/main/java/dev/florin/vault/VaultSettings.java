package dev.florin.vault;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * @param cardRetention how long the number behind a token can be read: longer than an authorisation stays open, with time
 *     to spare for what is cleared up by hand
 */
@ConfigurationProperties("florin.vault")
record VaultSettings(@DefaultValue("30d") Duration cardRetention) {

    VaultSettings {
        if (!cardRetention.isPositive()) {
            throw new IllegalArgumentException("florin.vault.card-retention is more than zero: " + cardRetention);
        }
    }
}
