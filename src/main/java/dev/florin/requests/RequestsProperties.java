package dev.florin.requests;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * {@code florin.requests.*}
 *
 * @param enabled false to keep no log of the API
 * @param kept how long requests can be looked up; gone from the disk a week later at the latest
 * @param bodyLimit how many bytes of each body are kept
 * @param waiting how many requests may wait in memory to be written; what comes when so many do is not logged
 */
@ConfigurationProperties("florin.requests")
record RequestsProperties(
        @DefaultValue("true") boolean enabled,
        @DefaultValue("30d") Duration kept,
        @DefaultValue("8192") int bodyLimit,
        @DefaultValue("4096") int waiting) {

    RequestsProperties {
        if (kept.isNegative() || kept.compareTo(Weeks.LONGEST) > 0) {
            throw new IllegalArgumentException("florin.requests.kept is at most 35d: " + kept);
        }
        if (bodyLimit < 0 || bodyLimit > 64 * 1024) {
            throw new IllegalArgumentException("florin.requests.body-limit is 0 to 65536 bytes: " + bodyLimit);
        }
        if (waiting < 1) {
            throw new IllegalArgumentException("florin.requests.waiting is at least 1: " + waiting);
        }
    }
}
