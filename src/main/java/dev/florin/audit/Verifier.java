package dev.florin.audit;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.florin.audit.CheckpointRepository.Checkpoint;
import dev.florin.audit.Verification.Break;
import dev.florin.platform.Sha256;
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

    /** Every entry of one chain. */
    Verification verify(Chain chain) {
        return verify(List.of(chain), true, true);
    }

    /** The same, without remembering anything. */
    Verification look(Chain chain) {
        return verify(List.of(chain), true, false);
    }

    /** All chains that are, and those that were. */
    List<Chain> chains() {
        return checkpoints.chains();
    }

    /** @param full whether from the first entries on, or from where the last time ended */
    Verification verifyAll(boolean full) {
        Verification verification = verify(checkpoints.chains(), full, true);
        checkpoints.keep(verification);
        return verification;
    }

    Optional<Verification> last() {
        return checkpoints.lastVerification();
    }

    private Verification verify(List<Chain> chains, boolean full, boolean keep) {
        Instant at = clock.instant();
        long looked = 0;
        List<Break> breaks = new ArrayList<>();
        var heads = new StringBuilder();
        for (Chain chain : chains) {
            var walk = new Walk(chain, checkpoints.last(chain), full);
            Break broken = walk.toTheEnd();
            looked += walk.looked;
            if (broken != null) {
                breaks.add(broken);
                continue;
            }
            heads.append("%s %d %s\n".formatted(chain.id(), walk.here.seq(), walk.here.hash()));
            if (keep) {
                checkpoints.keep(chain, walk.here, at);
            }
        }
        return new Verification(
                at,
                full,
                chains.size(),
                looked,
                breaks,
                Sha256.hex(heads.toString().getBytes(US_ASCII)));
    }

    /** Along one chain. */
    private final class Walk {

        private final Chain chain;
        private final Checkpoint known;
        private Checkpoint here;
        private long looked;

        Walk(Chain chain, Optional<Checkpoint> known, boolean full) {
            this.chain = chain;
            this.known = known.orElse(Checkpoint.START);
            this.here = full ? Checkpoint.START : this.known.before();
        }

        /** @return where it is broken, if it is */
        @Nullable
        Break toTheEnd() {
            List<Entry> batch;
            do {
                batch = entries.following(chain, here.seq(), AT_ONCE);
                for (Entry entry : batch) {
                    Break broken = step(entry);
                    if (broken != null) {
                        return broken;
                    }
                }
            } while (batch.size() == AT_ONCE);
            return here.seq() < known.seq() ? missing(here.seq() + 1) : null;
        }

        private @Nullable Break step(Entry entry) {
            if (entry.seq() != here.seq() + 1) {
                return missing(here.seq() + 1);
            }
            // Where the walk begins at a checkpoint, the hash before it is not known, and its own tells as much
            if (!here.hash().isEmpty() && !Seal.of(entry, here.hash()).equals(entry.hash())) {
                return broken(
                        entry, "Entry %d was changed%s.", entry.seq() == 1 ? "" : ", or the one before and its hash");
            }
            if (entry.seq() == known.seq() && !entry.hash().equals(known.hash())) {
                return broken(
                        entry,
                        "Entry %d has another hash than when it was last found sound: it or an earlier one was changed%s.",
                        ", and the hashes made anew");
            }
            here = new Checkpoint(entry.seq(), entry.hash());
            looked++;
            return null;
        }

        private Break missing(long seq) {
            return new Break(chain, seq, null, "Entry %d was removed.".formatted(seq));
        }

        private Break broken(Entry entry, String reason, String more) {
            return new Break(chain, entry.seq(), entry.publicId(), reason.formatted(entry.seq(), more));
        }
    }
}
