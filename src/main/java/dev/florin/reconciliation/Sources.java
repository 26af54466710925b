package dev.florin.reconciliation;

import dev.florin.gateways.GatewayId;
import dev.florin.kernel.Once;
import dev.florin.kernel.Rejection;
import dev.florin.kernel.Tenant;
import dev.florin.kernel.TypeId;
import dev.florin.reconciliation.reading.Columns;
import dev.florin.reconciliation.reading.Format;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Who sends a merchant statements. In test mode there is always the sandbox acquirer. */
@Component
public class Sources {

    private static final int LONGEST_NAME = 60;

    private final SourceRepository sources;
    private final InstantSource clock;

    Sources(SourceRepository sources, InstantSource clock) {
        this.sources = sources;
        this.clock = clock;
    }

    public List<Source> list(Tenant tenant) {
        List<Source> all = new ArrayList<>(sources.list(tenant));
        if (!tenant.live() && all.stream().noneMatch(Source::isSandbox)) {
            all.addFirst(Source.ofSandbox(tenant));
        }
        return all;
    }

    /** @throws Rejection {@code source_not_found} */
    public Source find(Tenant tenant, SourceId id) {
        return list(tenant).stream()
                .filter(source -> source.id().equals(id))
                .findAny()
                .orElseThrow(() -> new SourceId.Unknown(id));
    }

    /** The same, which now has a row. */
    Source use(Tenant tenant, SourceId id) {
        Source source = find(tenant, id);
        if (source.isSandbox()) {
            sources.insert(source, clock.instant());
        }
        return source;
    }

    /**
     * The one that is meant when none is named.
     *
     * @throws Rejection {@code source_required} if there is none, or more than one
     */
    public Source only(Tenant tenant) {
        List<Source> all = list(tenant);
        if (all.size() != 1) {
            throw new SourceRequired(all.isEmpty());
        }
        return all.getFirst();
    }

    /** @throws Rejection {@code source_invalid}; {@code source_exists} if the gateway has one */
    @Transactional
    public Source create(Tenant tenant, Wanted wanted, GatewayId gateway, Once<? super Source> once) {
        wanted.check();
        Source source = new Source(
                new SourceId(once.claim(TypeId.next())),
                tenant,
                wanted.name().strip(),
                gateway,
                wanted.format(),
                wanted.columns(),
                wanted.zone(),
                wanted.tolerance(),
                wanted.days(),
                wanted.fetched(),
                null,
                null,
                clock.instant());
        if (list(tenant).stream().anyMatch(other -> other.gateway().equals(gateway))
                || !sources.insert(source, clock.instant())) {
            throw new SourceExists(gateway);
        }
        once.complete(source);
        return source;
    }

    /** @throws Rejection {@code source_not_found}, {@code source_invalid} */
    @Transactional
    public Source change(Tenant tenant, SourceId id, Wanted wanted, Once<? super Source> once) {
        wanted.check();
        Source before = use(tenant, id);
        Source after = new Source(
                before.id(),
                tenant,
                wanted.name().strip(),
                before.gateway(),
                wanted.format(),
                wanted.columns(),
                wanted.zone(),
                wanted.tolerance(),
                wanted.days(),
                wanted.fetched() && before.isSandbox(),
                before.since(),
                before.coveredTo(),
                before.createdAt());
        sources.update(after);
        once.complete(after);
        return after;
    }

    /** What people may say of a source. */
    public record Wanted(
            String name, Format format, Columns columns, ZoneId zone, long tolerance, int days, boolean fetched) {

        /** @throws Rejection {@code source_invalid} */
        void check() {
            if (name.isBlank() || name.length() > LONGEST_NAME) {
                throw new SourceInvalid("Name it, in at most %d characters.".formatted(LONGEST_NAME), "name");
            }
            if (tolerance < 0 || tolerance > 1_000_000) {
                throw new SourceInvalid("The tolerance is 0 to 1000000 minor units.", "tolerance");
            }
            if (days < 0 || days > 30) {
                throw new SourceInvalid("The bank may take 0 to 30 days.", "days");
            }
            String fault = format == Format.CSV ? columns.fault() : null;
            if (fault != null) {
                throw new SourceInvalid(fault, "columns");
            }
        }
    }

    static final class SourceInvalid extends Rejection {
        SourceInvalid(String message, String field) {
            super(Kind.INVALID, "source_invalid", message, field);
        }
    }

    static final class SourceExists extends Rejection {
        SourceExists(GatewayId gateway) {
            super(
                    Kind.CONFLICT,
                    "source_exists",
                    "There is a source for %s already, and two would clear the same money twice. Change that one."
                            .formatted(gateway));
        }
    }

    static final class SourceRequired extends Rejection {
        SourceRequired(boolean none) {
            super(
                    Kind.INVALID,
                    "source_required",
                    none
                            ? "There is no source of statements yet. Make one in the portal, under Reconciliation."
                            : "Say with 'source' whose statement it is: you have more than one source.",
                    "source");
        }
    }
}
