package dev.florin.consistency;

import java.util.Collection;
import java.util.Set;
import java.util.UUID;

/**
 * What there is of one kind, for checks of modules that know no more of it than its id. Each kind that is kept for good
 * has a bean.
 */
public interface Known {

    /** What public ids of the kind begin with: {@code pay}. */
    String prefix();

    /**
     * Those of these ids that exist.
     *
     * @param merchants of each id, in the same order
     */
    Set<UUID> among(Collection<UUID> merchants, Collection<UUID> ids);
}
