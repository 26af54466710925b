package dev.florin.consistency;

import java.time.Duration;
import java.time.LocalTime;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * @param secondLook how long after the first look a suspect is looked at again before anything is told of it
 * @param nightly the time of day, UTC, after which everything is looked at as a whole
 */
@ConfigurationProperties("florin.consistency")
record ConsistencyProperties(
        @DefaultValue("3s") Duration secondLook,
        @DefaultValue("01:20") LocalTime nightly) {}
