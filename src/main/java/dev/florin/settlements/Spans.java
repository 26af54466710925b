package dev.florin.settlements;

import dev.florin.kernel.Tenant;
import dev.florin.ledger.Ledger;
import dev.florin.ledger.Ledger.Posting;
import java.time.Instant;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Spliterators;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Reads spans of the account {@code merchant}, a portion at a time, without what settlements have posted themselves. */
@Component
class Spans {

    private static final int AT_ONCE = 2_000;

    private final Ledger ledger;

    Spans(Ledger ledger) {
        this.ledger = ledger;
    }

    void each(Tenant tenant, Instant from, Instant before, Consumer<Posting> reader) {
        read(tenant, from, before, null, AT_ONCE).forEach(reader);
    }

    /**
     * What was posted in a span, oldest first; read as it is asked for.
     *
     * @param after the last one that is known; null for all
     * @param atOnce how many are read by one statement
     */
    Stream<Posting> read(Tenant tenant, Instant from, Instant before, @Nullable Posting after, int atOnce) {
        var portions = new Portions(tenant, from, before, after, atOnce);
        return StreamSupport.stream(Spliterators.spliteratorUnknownSize(portions, 0), false)
                .flatMap(List::stream)
                .filter(posting -> !Line.settles(posting.transfer()));
    }

    private final class Portions implements Iterator<List<Posting>> {

        private final Tenant tenant;
        private final Instant from;
        private final Instant before;
        private final int atOnce;
        private @Nullable Posting last;
        private boolean over;

        Portions(Tenant tenant, Instant from, Instant before, @Nullable Posting after, int atOnce) {
            this.tenant = tenant;
            this.from = from;
            this.before = before;
            this.atOnce = atOnce;
            this.last = after;
        }

        @Override
        public boolean hasNext() {
            return !over;
        }

        @Override
        public List<Posting> next() {
            if (over) {
                throw new NoSuchElementException();
            }
            List<Posting> portion = ledger.movements(tenant, Books.MERCHANT.code(), from, before, last, atOnce);
            over = portion.size() < atOnce;
            if (!portion.isEmpty()) {
                last = portion.getLast();
            }
            return portion;
        }
    }
}
