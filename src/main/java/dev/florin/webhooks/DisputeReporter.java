package dev.florin.webhooks;

import dev.florin.disputes.DisputeBody;
import dev.florin.disputes.DisputeChanged;
import dev.florin.disputes.DisputeView;
import dev.florin.disputes.Disputes;
import java.util.List;
import org.springframework.modulith.events.ApplicationModuleListener;
import org.springframework.stereotype.Component;

/** Announces what happens to disputes. Each event shows the dispute as it was then, however late it is heard. */
@Component
class DisputeReporter {

    private static final String IF_DISPUTES_ARE_WANTED =
            "@subscriptions.want(#root.args[0].tenant(), 'dispute.created', 'dispute.updated', 'dispute.won', 'dispute.lost')";

    private final Webhooks webhooks;
    private final Disputes disputes;

    DisputeReporter(Webhooks webhooks, Disputes disputes) {
        this.webhooks = webhooks;
        this.disputes = disputes;
    }

    @ApplicationModuleListener(condition = IF_DISPUTES_ARE_WANTED)
    void on(DisputeChanged changed) {
        DisputeView dispute = disputes.findAsOf(changed.tenant(), changed.dispute(), changed.version());
        webhooks.announce(
                changed.tenant(),
                List.of(new Happening(
                        switch (changed.what()) {
                            case OPENED -> EventName.DISPUTE_CREATED;
                            case UPDATED -> EventName.DISPUTE_UPDATED;
                            case WON -> EventName.DISPUTE_WON;
                            case LOST -> EventName.DISPUTE_LOST;
                        },
                        "dispute",
                        dispute.id().value(),
                        dispute.id().toString(),
                        dispute.version(),
                        dispute.events().getLast().at(),
                        DisputeBody.of(dispute))));
    }
}
