package dev.florin.merchants;

import jakarta.annotation.PreDestroy;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** When keys were last used: kept in memory, so that a request writes nothing for it, and stored every few seconds. */
@Component
class LastUses {

    private static final Logger log = LoggerFactory.getLogger(LastUses.class);

    private final Map<String, Instant> uses = new ConcurrentHashMap<>();
    private final KeyRepository keys;

    LastUses(KeyRepository keys) {
        this.keys = keys;
    }

    void used(String keyId, Instant at) {
        uses.put(keyId, at);
    }

    @PreDestroy
    @Scheduled(fixedDelayString = "10s", initialDelayString = "10s")
    void store() {
        var stored = new HashMap<>(uses);
        if (stored.isEmpty()) {
            return;
        }
        try {
            keys.recordUse(stored);
            stored.forEach(uses::remove); // unless used again meanwhile
        } catch (DataAccessException e) {
            log.warn(
                    "Could not store when API keys were last used; will be tried again in 10 s: {}",
                    e.getMostSpecificCause().getMessage());
        }
    }
}
