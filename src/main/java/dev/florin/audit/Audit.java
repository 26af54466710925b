package dev.florin.audit;

import dev.florin.kernel.PageQuery;
import dev.florin.kernel.PageQuery.Page;
import dev.florin.kernel.TypeId;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Who did what. Entries are added and never changed: the database refuses it to Florin's own role, and as each entry's
 * hash covers the one before, whoever else does it is found out.
 */
@Component
public class Audit {

    private static final int MOST_TRIES = 100;
    private static final int LONGEST_SUBJECT = 200;

    private final EntryRepository entries;
    private final Verifier verifier;
    private final InstantSource clock;

    Audit(EntryRepository entries, Verifier verifier, InstantSource clock) {
        this.entries = entries;
        this.verifier = verifier;
        this.clock = clock;
    }

    /**
     * Records it in the caller's transaction, so that it is there if and only if what it tells of is; without one, in one
     * of its own. Let it be the last that a transaction does: until it ends, others wait who record for the same merchant.
     */
    @Transactional
    public void record(Deed deed) {
        UUID id = TypeId.next();
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        for (int tries = 0; tries < MOST_TRIES; tries++) {
            // The loser of two waits in the insert for the winner to end, and then reads what that one added
            if (entries.add(following(entries.last(deed.chain()), deed, id, now))) {
                return;
            }
        }
        throw new IllegalStateException("Chain " + deed.chain().id() + " of the audit log moves too fast");
    }

    private static Entry following(Optional<Entry> last, Deed deed, UUID id, Instant at) {
        var entry = new Entry(
                deed.chain(),
                last.map(Entry::seq).orElse(0L) + 1,
                id,
                at,
                deed.live(),
                deed.actor().kept(),
                deed.action(),
                deed.subject() == null ? null : Facts.text(deed.subject(), LONGEST_SUBJECT),
                Facts.json(deed.before()),
                Facts.json(deed.after()),
                deed.origin().kept(),
                "");
        return entry.sealed(last.map(Entry::hash).orElse(Seal.BEFORE_ALL));
    }

    /**
     * A page of what was done at a merchant, newest first.
     *
     * @param merchant null for what belongs to none
     */
    public Page<Entry> list(@Nullable UUID merchant, Filter filter, PageQuery query) {
        return query.page(entries.page(Chain.of(merchant), filter, query));
    }

    /** A page of what was done anywhere, newest first: for operators alone. */
    public Page<Entry> listAll(Filter filter, PageQuery query) {
        return query.page(entries.page(null, filter, query));
    }

    /**
     * What was done to one thing, the newest 200, oldest first.
     *
     * @param subject its public id
     */
    public List<Entry> entriesOf(UUID merchant, String subject) {
        return entries.of(Chain.of(merchant), subject);
    }

    /** Looks at every entry of one chain. */
    public Verification verify(Chain chain) {
        return verifier.verify(chain);
    }

    /** Looks at every entry of every chain, and keeps what came of it for {@link #lastVerification}. */
    public Verification verifyAll() {
        return verifier.verifyAll(true);
    }

    /** What the latest look at all chains came to; empty if there was none yet. */
    public Optional<Verification> lastVerification() {
        return verifier.last();
    }
}
