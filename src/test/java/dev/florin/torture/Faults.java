package dev.florin.torture;

import dev.florin.torture.FaultKind.Healing;
import dev.florin.torture.FaultKind.NotAvailable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;

/** One fault after the other, dealt from a shuffled deck: each kind once, and then by how many cards it has. */
final class Faults {

    private static final Set<FaultKind> MEASURED_IN_HAND =
            EnumSet.of(FaultKind.INSTANCE_KILLED, FaultKind.INSTANCE_FROZEN);
    private static final int SHORTEST_PAUSE = 500;
    private static final int LONGEST_PAUSE = 3000;

    private final Random random;
    private final Set<FaultKind> kinds;
    private final Cluster cluster;
    private final Recovery recovery;
    private final List<FaultKind> deck = new ArrayList<>();
    private final Map<FaultKind, Long> met = new EnumMap<>(FaultKind.class);
    private final Map<FaultKind, String> notAvailable = new EnumMap<>(FaultKind.class);

    Faults(Settings settings, Cluster cluster, Recovery recovery) {
        this.random = new Random(settings.seed());
        this.kinds = settings.faults();
        this.cluster = cluster;
        this.recovery = recovery;
        deck.addAll(EnumSet.copyOf(kinds));
        Collections.shuffle(deck, random);
    }

    /** How often each was brought about. */
    Map<String, Long> met() {
        return byName(met);
    }

    /** Those that this machine does not allow, and why. */
    Map<String, String> notAvailable() {
        return byName(notAvailable);
    }

    private static <T> Map<String, T> byName(Map<FaultKind, T> all) {
        var named = new TreeMap<String, T>();
        all.forEach((kind, value) -> named.put(kind.name(), value));
        return named;
    }

    /** Returns when the time is over, each kind was dealt, and the last fault is healed. */
    void run(Duration time) throws Exception {
        long begun = System.nanoTime();
        int dealt = 0;
        while (dealt < kinds.size() || System.nanoTime() - begun < time.toNanos()) {
            FaultKind kind = deal();
            dealt++;
            // Of each a Random of its own, so that what one draws does not depend on how far the one before it came
            var own = new Random(random.nextLong());
            try {
                bringAbout(kind, own);
                met.merge(kind, 1L, Long::sum);
            } catch (NotAvailable e) {
                notAvailable.put(kind, e.getMessage());
            }
            Thread.sleep(own.nextInt(SHORTEST_PAUSE, LONGEST_PAUSE));
        }
    }

    private FaultKind deal() {
        if (deck.isEmpty()) {
            kinds.stream().sorted().forEach(kind -> deck.addAll(Collections.nCopies(kind.cards(), kind)));
            Collections.shuffle(deck, random);
        }
        return deck.removeLast();
    }

    private void bringAbout(FaultKind kind, Random own) throws Exception {
        Duration hold = kind.hold(own);
        Healing healing = kind.strike(cluster, own);
        Torture.say("%s for %.1f s".formatted(kind, hold.toMillis() / 1000.0));
        if (MEASURED_IN_HAND.contains(kind)) {
            recovery.watchInHand(kind);
        }
        Thread.sleep(hold);
        long before = System.nanoTime();
        healing.heal();
        if (MEASURED_IN_HAND.contains(kind)) {
            return;
        }
        recovery.awaitPayments(kind, kind == FaultKind.FAIL_OVER ? before : System.nanoTime());
    }
}
