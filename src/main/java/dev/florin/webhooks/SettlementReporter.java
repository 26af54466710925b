package dev.florin.webhooks;

import dev.florin.settlements.SettlementBody;
import dev.florin.settlements.SettlementChanged;
import dev.florin.settlements.SettlementView;
import dev.florin.settlements.Settlements;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.modulith.events.ApplicationModuleListener;
import org.springframework.stereotype.Component;

/** Announces settlements, as the {@link Reporter} does payments: each event shows the settlement as it was then. */
@Component
class SettlementReporter {

    private static final String IF_WANTED =
            "@subscriptions.want(#root.args[0].tenant(), 'settlement.created', 'settlement.paid', 'settlement.failed')";

    private final Webhooks webhooks;
    private final Settlements settlements;

    SettlementReporter(Webhooks webhooks, Settlements settlements) {
        this.webhooks = webhooks;
        this.settlements = settlements;
    }

    @ApplicationModuleListener(condition = IF_WANTED)
    void on(SettlementChanged changed) {
        SettlementView now = settlements.find(changed.tenant(), changed.settlement());
        switch (changed.status()) {
            case CARRIED, CREATED -> announce(EventName.SETTLEMENT_CREATED, now.asCreated(), 1, now.createdAt());
            case PAID -> announce(EventName.SETTLEMENT_PAID, now.asPaid(), 2, now.paidAt());
            case FAILED -> announce(EventName.SETTLEMENT_FAILED, now, 3, now.failedAt());
        }
    }

    /** Whether a payout is on hold changes without an event, so none tells of it. */
    private void announce(EventName name, SettlementView then, int sequence, @Nullable Instant at) {
        webhooks.announce(
                then.tenant(),
                List.of(new Happening(
                        name,
                        "settlement",
                        then.id().value(),
                        then.id().toString(),
                        sequence,
                        at == null ? then.createdAt() : at,
                        SettlementBody.of(then, null))));
    }
}
