package dev.florin.portal.security;

import dev.florin.audit.Audit;
import dev.florin.audit.Chain;
import dev.florin.pages.Visitor;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What the last look at the audit log came to for one merchant.
 *
 * @param sound whether all of the merchant's own entries were as they were recorded; what became of others' is not told
 */
record Looked(Instant at, boolean sound) {

    /** Null if nobody has looked yet, or it is not for this visitor. */
    static @Nullable Looked at(Audit audit, Visitor visitor) {
        if (visitor.tenantOrNull() == null) {
            return null;
        }
        Chain own = Chain.of(visitor.tenant().merchant());
        return audit.lastVerification()
                .map(last -> new Looked(
                        last.at(),
                        last.breaks().stream().noneMatch(found -> found.chain().equals(own))))
                .orElse(null);
    }
}
