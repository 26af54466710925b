package dev.florin.alerts;

import dev.florin.alerts.Rota.Seen;
import dev.florin.alerts.Rota.Sight;
import dev.florin.kernel.TypeId;
import dev.florin.platform.Figures;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/** Compares what watches see with what was known, and has the operator told of the difference. */
@Component
class Lookout {

    /** Looks in a row that it takes for an alert to open, or to end. */
    private static final int LOOKS = 2;

    private static final Logger log = LoggerFactory.getLogger(Lookout.class);

    private final Rota rota;
    private final AlertRepository alerts;
    private final Notices notices;
    private final AlertsProperties properties;
    private final TransactionOperations transactions;
    private final InstantSource clock;

    Lookout(
            Rota rota,
            AlertRepository alerts,
            Notices notices,
            AlertsProperties properties,
            TransactionOperations transactions,
            InstantSource clock,
            Figures figures) {
        this.rota = rota;
        this.alerts = alerts;
        this.notices = notices;
        this.properties = properties;
        this.transactions = transactions;
        this.clock = clock;
        for (Severity severity : Severity.values()) {
            figures.add(
                    "florin.alerts.open",
                    "Alerts that stand",
                    null,
                    () -> alerts.countOpen(severity),
                    "severity",
                    severity.wire());
        }
        figures.add(
                "florin.alerts.looked",
                "How long ago all watches were asked last",
                "seconds",
                () -> Duration.between(alerts.lastLook(), clock.instant()).toSeconds());
        figures.add("florin.alerts.untold", "Notices that have not reached the operator", null, notices::countUntold);
    }

    /** One look, and what follows from it. No transaction is open while watches are asked. */
    void look() {
        Sight sight = rota.look();
        transactions.executeWithoutResult(_ -> {
            Instant now = clock.instant();
            alerts.lock(now);
            compare(sight, now);
            tell(now);
        });
    }

    private void compare(Sight sight, Instant now) {
        Map<List<String>, Standing> missing = new HashMap<>();
        alerts.standing().forEach(standing -> missing.put(standing.identity(), standing));
        Map<List<String>, Seen> found = new HashMap<>();
        sight.seen()
                .forEach(seen -> found.putIfAbsent(
                        List.of(seen.alert().name(), seen.alert().key()), seen));
        found.forEach((identity, seen) -> {
            Standing standing = missing.remove(identity);
            if (standing == null) {
                alerts.add(TypeId.next(), seen, now, seen.atOnce() ? now : null);
            } else {
                alerts.seeAgain(standing.id(), seen, now);
            }
        });
        missing.values().stream()
                .filter(standing -> !sight.silent().contains(standing.watch()))
                .forEach(standing -> miss(standing, now));
    }

    private void miss(Standing standing, Instant now) {
        if (!standing.open()) {
            alerts.forget(standing.id());
        } else if (standing.missed() + 1 < LOOKS) {
            alerts.miss(standing.id());
        } else {
            alerts.end(standing.id(), now);
            log.info("Alert {} {} has ended: {}", standing.name(), standing.key(), standing.summary());
            if (standing.told() && !standing.silenced(now)) {
                notices.add(standing, Notices.Kind.ENDED, now);
            }
        }
    }

    private void tell(Instant now) {
        for (Standing standing : alerts.standing()) {
            if (!standing.open() || standing.missed() > 0 || standing.silenced(now)) {
                continue;
            }
            boolean worse = standing.told() && standing.worse();
            if (!standing.told() || worse) {
                log.atLevel(standing.level())
                        .log("Alert {} {}: {}", standing.name(), standing.key(), standing.summary());
                tell(standing, Notices.Kind.OPENED, now);
            } else if (standing.severity() == Severity.CRITICAL
                    && standing.toldBefore(now.minus(properties.repeat()))) {
                tell(standing, Notices.Kind.STILL_OPEN, now);
            }
        }
    }

    private void tell(Standing standing, Notices.Kind kind, Instant now) {
        alerts.tell(standing.id(), now);
        notices.add(standing, kind, now);
    }
}
