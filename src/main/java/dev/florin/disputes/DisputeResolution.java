package dev.florin.disputes;

import dev.florin.platform.Asker;
import dev.florin.platform.InHand;
import dev.florin.platform.OpenRows.Due;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.springframework.stereotype.Component;

/** Goes on telling acquirers what nobody has in hand. Any number of instances may do so at once. */
@Component
class DisputeResolution {

    private static final int AT_ONCE = 50;

    private final DisputeRepository disputes;
    private final Disputing disputing;
    private final InHand<DisputeKey> inHand;
    private final InstantSource clock;

    DisputeResolution(DisputeRepository disputes, Disputing disputing, InHand<DisputeKey> inHand, InstantSource clock) {
        this.disputes = disputes;
        this.disputing = disputing;
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
}
