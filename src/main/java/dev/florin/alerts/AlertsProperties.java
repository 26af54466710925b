package dev.florin.alerts;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * {@code florin.alerts.*}
 *
 * @param email whom to write to; needs {@code spring.mail.host}
 * @param webhook what to POST to, signed with {@code florin.alerts.webhook-secret}: HTTPS on the public internet
 * @param allowLocal true to allow plain HTTP and addresses of this machine and its network
 * @param every how often watches are asked
 * @param patience with each of them
 * @param repeat after what time a critical alert that still stands is told anew
 * @param kept how long alerts that have ended can be looked up
 */
@ConfigurationProperties("florin.alerts")
record AlertsProperties(
        @DefaultValue List<String> email,
        @Nullable String webhook,
        @DefaultValue("false") boolean allowLocal,
        @DefaultValue("30s") Duration every,
        @DefaultValue("10s") Duration patience,
        @DefaultValue("6h") Duration repeat,
        @DefaultValue("90d") Duration kept) {

    AlertsProperties {
        email = email.stream().map(String::strip).filter(to -> !to.isEmpty()).toList();
        webhook = webhook == null || webhook.isBlank() ? null : webhook.strip();
    }
}
