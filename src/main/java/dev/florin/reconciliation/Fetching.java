package dev.florin.reconciliation;

import dev.florin.kernel.Once;
import dev.florin.kernel.Rejection;
import dev.florin.kernel.Tenant;
import dev.florin.ledger.Ledger;
import java.time.InstantSource;
import java.time.LocalDate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Asks for the statements of yesterday whoever is asked every night. */
@Component
class Fetching {

    private static final Logger log = LoggerFactory.getLogger(Fetching.class);

    private final Ledger ledger;
    private final SourceRepository sources;
    private final Statements statements;
    private final InstantSource clock;

    Fetching(Ledger ledger, SourceRepository sources, Statements statements, InstantSource clock) {
        this.ledger = ledger;
        this.sources = sources;
        this.statements = statements;
        this.clock = clock;
    }

    /** Those who have begun to reconcile. */
    void run() {
        for (Tenant tenant : ledger.tenants()) {
            for (Source source : sources.list(tenant)) {
                if (source.fetched() && source.since() != null) {
                    fetch(source);
                }
            }
        }
    }

    private void fetch(Source source) {
        LocalDate yesterday =
                clock.instant().atZone(source.zone()).toLocalDate().minusDays(1);
        try {
            statements.fetch(source.tenant(), source.id(), yesterday, yesterday, Once.unkeyed());
        } catch (Rejection refused) {
            log.warn("The statement of {} for {} did not come: {}", yesterday, source.id(), refused.reason());
        }
    }
}
