package dev.florin.audit;

import dev.florin.audit.CheckpointRepository.Checkpoint;
import dev.florin.audit.Verification.Break;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Walks along chains and finds the first entry that is not as it was recorded. What it found sound it remembers by
 * checkpoints: from there it goes on the next time, and by them it sees that the end of a chain was taken away.
 */
@Component
class Verifier {

    private static final int AT_ONCE = 1000;

    private final EntryRepository entries;
    private final CheckpointRepository checkpoints;
    private final InstantSource clock;

    Verifier(EntryRepository entries, CheckpointRepository checkpoints, InstantSource clock) {
        this.entries = entries;
        this.checkpoints = checkpoints;
        this.clock = clock;
    }

    Verification verify(Chain chain) {
        Instant at = clock.instant();
        Walk walk = walk(chain, true, at);
        return new Verification(
                at, true, 1, walk.entries(), walk.broken() == null ? List.of() : List.of(walk.broken()));
    }

    /** @param whole whether from the first entries on, or from where the last time ended */
    Verification verifyAll(boolean whole) {
        Instant at = clock.instant();
        long looked = 0;
        List<Break> breaks = new ArrayList<>();
        List<Chain> chains = checkpoints.chains();
        for (Chain chain : chains) {
            Walk walk = walk(chain, whole, at);
            looked += walk.entries();
            if (walk.broken() != null) {
                breaks.add(walk.broken());
            }
        }
        var verification = new Verification(at, whole, chains.size(), looked, breaks);
        checkpoints.keep(verification);
        return verification;
    }

    Optional<Verification> last() {
        return checkpoints.lastVerification();
    }

    /** How far one chain was walked, and what stopped it. */
    private record Walk(long entries, @Nullable Break broken) {}

    private Walk walk(Chain chain, boolean whole, Instant at) {
        Optional<Checkpoint> known = checkpoints.last(chain);
        Checkpoint here = whole ? Checkpoint.START : known.orElse(Checkpoint.START);
        long looked = 0;
        if (!whole && known.isPresent()) {
            // The one that stands there must still be the one that stood there
            var standing = entries.following(chain, here.seq() - 1, 1);
            if (standing.isEmpty() || standing.getFirst().seq() != here.seq()) {
                return new Walk(0, missing(chain, here.seq()));
            }
            if (!standing.getFirst().hash().equals(here.hash())) {
                return new Walk(0, replaced(chain, standing.getFirst()));
            }
        }
        while (true) {
            List<Entry> batch = entries.following(chain, here.seq(), AT_ONCE);
            for (Entry entry : batch) {
                if (entry.seq() != here.seq() + 1) {
                    return new Walk(looked, missing(chain, here.seq() + 1));
                }
                if (!Seal.of(entry, here.hash()).equals(entry.hash())) {
                    return new Walk(looked, changed(chain, entry));
                }
                here = new Checkpoint(entry.seq(), entry.hash());
                if (known.isPresent()
                        && known.get().seq() == here.seq()
                        && !known.get().equals(here)) {
                    return new Walk(looked, replaced(chain, entry));
                }
                looked++;
            }
            if (batch.size() < AT_ONCE) {
                break;
            }
        }
        if (known.isPresent() && here.seq() < known.get().seq()) {
            return new Walk(looked, missing(chain, here.seq() + 1));
        }
        if (here.seq() > known.map(Checkpoint::seq).orElse(0L)) {
            checkpoints.keep(chain, here, at);
        }
        return new Walk(looked, null);
    }

    private static Break missing(Chain chain, long seq) {
        return new Break(chain, seq, null, "Entry %d was removed.".formatted(seq));
    }

    private static Break changed(Chain chain, Entry entry) {
        return new Break(
                chain,
                entry.seq(),
                entry.publicId(),
                entry.seq() == 1
                        ? "Entry 1 was changed."
                        : "Entry %d was changed, or entry %d and its hash.".formatted(entry.seq(), entry.seq() - 1));
    }

    private static Break replaced(Chain chain, Entry entry) {
        return new Break(
                chain,
                entry.seq(),
                entry.publicId(),
                ("Entry %d has another hash than when it was last found sound: it or ones before were changed, and their"
                                + " hashes with them.")
                        .formatted(entry.seq()));
    }
}
