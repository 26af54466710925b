package dev.florin.audit;

import dev.florin.kernel.Tenant;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What somebody did, for {@link Audit#record}. Made by {@link #by}, and completed by what is named after its parts:
 *
 * <pre>{@code
 * Deed.by(Actor.person(id, email), "refund.create", "rfnd_…")
 *         .at(tenant).from(origin)
 *         .before(Map.of("refunded", 0)).after(Map.of("refunded", 500));
 * }</pre>
 *
 * @param chain whose history it belongs to; the platform's, unless {@link #at} says otherwise
 * @param live true or false for what was done to live or test data; null for what knows no such difference
 * @param action {@code noun.verb}, such as {@code key.rotate}
 * @param subject the public id of what it was done to
 * @param before what it was, as far as it was changed: small, JSON can say it, and never a secret
 * @param after what it is now, likewise
 */
public record Deed(
        Chain chain,
        @Nullable Boolean live,
        Actor actor,
        String action,
        @Nullable String subject,
        @Nullable Map<String, ?> before,
        @Nullable Map<String, ?> after,
        Origin origin) {

    private static final Pattern ACTION = Pattern.compile("[a-z_]{1,40}\\.[a-z_]{1,40}");

    public Deed {
        if (!ACTION.matcher(action).matches()) {
            throw new IllegalArgumentException("An action is noun.verb, not " + action);
        }
    }

    /** Something done by {@code actor}; so far in the platform's own chain, and from nowhere. */
    public static Deed by(Actor actor, String action, @Nullable String subject) {
        return new Deed(Chain.PLATFORM, null, actor, action, subject, null, null, Origin.NONE);
    }

    /** Done to a merchant's live or test data. */
    public Deed at(Tenant tenant) {
        return new Deed(new Chain(tenant.merchant()), tenant.live(), actor, action, subject, before, after, origin);
    }

    /** Done to what a merchant has once for both modes, such as its people; null for the platform's own. */
    public Deed at(@Nullable UUID merchant) {
        return new Deed(Chain.of(merchant), null, actor, action, subject, before, after, origin);
    }

    public Deed from(Origin where) {
        return new Deed(chain, live, actor, action, subject, before, after, where);
    }

    /** @param facts values may be null, and be maps and lists in turn */
    public Deed before(@Nullable Map<String, ?> facts) {
        return new Deed(chain, live, actor, action, subject, facts, after, origin);
    }

    /** @param facts values may be null, and be maps and lists in turn */
    public Deed after(@Nullable Map<String, ?> facts) {
        return new Deed(chain, live, actor, action, subject, before, facts, origin);
    }
}
