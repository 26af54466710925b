package dev.florin.consistency;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A law about stored data that holds at every instant, such as that a payment is the fold of its events. The module that
 * owns the data has a bean of this, with SQL of its own schema; where a law spans two modules, the upper one has it and
 * asks the lower one's façade.
 *
 * <p>All methods are called in a read-only transaction that sees one snapshot of the database, so that what is committed
 * together is seen together. They may be called by any instance, but by one at a time.
 */
public interface Check {

    /** In kebab-case, for ever: {@code payment-equals-its-events}. */
    String name();

    /** What it promises, in one sentence for the people who run Florin. */
    String promise();

    /**
     * What has to be looked at because of what was stored in a span of time; nothing, where only looking at all tells.
     *
     * @param span lies behind {@link dev.florin.platform.Horizon}: nothing is added to it any more
     */
    default List<Subject> changed(Span span) {
        return List.of();
    }

    /** Whether {@link #changed} ever tells anything; if not, only looking at all finds what is broken. */
    default boolean isContinuous() {
        return true;
    }

    /**
     * All that there is to look at, a portion at a time.
     *
     * @param after where the portion before ended; null for the first
     * @param most about how many; an answer may have fewer and still not be the last
     */
    Portion all(@Nullable String after, int most);

    /** What is not as it should be with these; empty if all is well. */
    List<Discrepancy> compare(List<Subject> subjects);

    /**
     * A span of the database's time.
     *
     * @param from inclusive
     * @param before exclusive
     */
    record Span(Instant from, Instant before) {}

    /** @param next where the following portion begins; null if this was the last */
    record Portion(List<Subject> subjects, @Nullable String next) {

        public Portion {
            subjects = List.copyOf(subjects);
        }
    }
}
