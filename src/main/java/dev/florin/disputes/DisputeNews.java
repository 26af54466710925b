package dev.florin.disputes;

import dev.florin.gateways.GatewayId;
import dev.florin.gateways.Gateways;
import dev.florin.gateways.Gateways.ChangedDispute;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Asks acquirers what happened to disputes, as a callback may be lost. Any number of instances may do so at once. */
@Component
class DisputeNews {

    /** How far back is asked again: a dispute may become visible later than one that happened after it. */
    private static final Duration OVERLAP = Duration.ofMinutes(10);

    private static final int MOST_PORTIONS = 1000;
    private static final Logger log = LoggerFactory.getLogger(DisputeNews.class);

    private final AskedRepository asked;
    private final Disputing disputing;
    private final Gateways gateways;

    DisputeNews(AskedRepository asked, Disputing disputing, Gateways gateways) {
        this.asked = asked;
        this.disputing = disputing;
        this.gateways = gateways;
    }

    /** Each gateway, from where it was asked last. */
    void ask() {
        gateways.all().forEach(this::ask);
    }

    private void ask(GatewayId gateway) {
        Instant from = asked.upTo(gateway).map(upTo -> upTo.minus(OVERLAP)).orElse(Instant.EPOCH);
        Instant since = from;
        boolean whole = true;
        for (int i = 0; i < MOST_PORTIONS; i++) {
            Optional<List<ChangedDispute>> answer = gateways.disputesChangedSince(gateway, since);
            if (answer.isEmpty()) {
                return; // asked again, from where it was
            }
            List<ChangedDispute> changes = answer.get();
            for (ChangedDispute change : changes) {
                whole &= hear(gateway, change);
            }
            Instant last = changes.isEmpty() ? since : changes.getLast().at();
            if (!last.isAfter(since)) {
                break;
            }
            since = last;
        }
        if (whole && since.isAfter(from)) {
            asked.note(gateway, since);
        }
    }

    /** @return false if it has to be heard again */
    private boolean hear(GatewayId gateway, ChangedDispute change) {
        try {
            if (!disputing.hear(gateway, change.chargeback(), change.exchange())) {
                log.warn(
                        "{} has a dispute {} about a payment that is not known here: {} of merchant {}",
                        gateway,
                        change.chargeback().acquirerReference(),
                        change.chargeback().authorization(),
                        change.chargeback().tenant().merchant());
            }
            return true;
        } catch (RuntimeException e) {
            log.warn(
                    "Dispute {} of {} could not be taken note of, and will be tried again",
                    change.chargeback().acquirerReference(),
                    gateway,
                    e);
            return false;
        }
    }
}
