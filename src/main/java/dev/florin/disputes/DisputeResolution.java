package dev.florin.disputes;

import dev.florin.gateways.GatewayId;
import dev.florin.gateways.Gateways;
import dev.florin.gateways.Gateways.ChangedDispute;
import dev.florin.platform.Asker;
import dev.florin.platform.InHand;
import dev.florin.platform.OpenRows.Due;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Goes on telling acquirers what nobody has in hand, and asks them what happened, as a callback may have been lost. Any
 * number of instances may do so at once.
 */
@Component
class DisputeResolution {

    private static final int AT_ONCE = 50;

    /** How far back is asked again: a dispute may become visible later than one that happened after it. */
    private static final Duration OVERLAP = Duration.ofMinutes(10);

    private static final int MOST_PORTIONS = 1000;
    private static final Logger log = LoggerFactory.getLogger(DisputeResolution.class);

    private final DisputeRepository disputes;
    private final Disputing disputing;
    private final Gateways gateways;
    private final InHand<DisputeKey> inHand;
    private final InstantSource clock;

    DisputeResolution(
            DisputeRepository disputes,
            Disputing disputing,
            Gateways gateways,
            InHand<DisputeKey> inHand,
            InstantSource clock) {
        this.disputes = disputes;
        this.disputing = disputing;
        this.gateways = gateways;
        this.inHand = inHand;
        this.clock = clock;
    }

    void sweep() {
        int most = Math.min(AT_ONCE, inHand.room());
        if (most > 0) {
            Instant now = clock.instant();
            disputes.open()
                    .claimDue(now, now.plus(InHand.LEASE), most)
                    .forEach(due -> inHand.take(due.key(), () -> resolve(due)));
        }
    }

    private Dispute resolve(Due<DisputeKey> due) {
        DisputeKey key = due.key();
        Dispute dispute = disputes.read(key.tenant(), key.id()).orElseThrow();
        Dispute told = disputing.tell(dispute, Asker.nobody());
        if (told.asking() != null) {
            disputes.open().putOff(List.of(key), clock.instant().plus(InHand.pause(due.tries())));
        }
        return told;
    }

    void askForNews() {
        gateways.all().forEach(this::askForNews);
    }

    private void askForNews(GatewayId gateway) {
        Instant from =
                disputes.askedUpTo(gateway).map(upTo -> upTo.minus(OVERLAP)).orElse(Instant.EPOCH);
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
            disputes.noteAsked(gateway, since);
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
