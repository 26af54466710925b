package dev.florin.admin;

import dev.florin.audit.Audit;
import dev.florin.pages.Visitor;
import dev.florin.platform.Outbox;
import dev.florin.platform.Outbox.Filter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/** What admins do to publications: each step and its entry in the audit log are one transaction. */
@Component
class Resubmissions {

    /** Enough to be done while somebody waits; who has more says it again. */
    private static final int STEPS = 10;

    /** Enough to find in the log what was meant. */
    private static final int NAMED = 100;

    private final Outbox outbox;
    private final Audit audit;
    private final TransactionOperations transactions;

    Resubmissions(Outbox outbox, Audit audit, TransactionOperations transactions) {
        this.outbox = outbox;
        this.audit = audit;
        this.transactions = transactions;
    }

    /** @return how many will be tried again; not those that somebody else had tried at the same time */
    int resubmit(Visitor visitor, Filter filter) {
        return inSteps(visitor, "publication.resubmit", filter, Map.of(), () -> outbox.resubmit(filter));
    }

    int dismiss(Visitor visitor, Filter filter, String reason) {
        return inSteps(
                visitor,
                "publication.dismiss",
                filter,
                Map.of("reason", reason.strip()),
                () -> outbox.dismiss(filter, reason));
    }

    private int inSteps(
            Visitor visitor, String action, Filter filter, Map<String, ?> facts, Supplier<List<UUID>> step) {
        int all = 0;
        for (int i = 0; i < STEPS; i++) {
            int done = transactions.execute(_ -> {
                List<UUID> ids = step.get();
                if (!ids.isEmpty()) {
                    record(visitor, action, filter, facts, ids);
                }
                return ids.size();
            });
            all += done;
            if (done < Outbox.AT_ONCE) {
                break;
            }
        }
        return all;
    }

    private void record(Visitor visitor, String action, Filter filter, Map<String, ?> facts, List<UUID> ids) {
        var before = new LinkedHashMap<String, Object>();
        before.put("status", filter.status().wire());
        before.put("listener", filter.listener());
        before.put("event", filter.event());
        var after = new LinkedHashMap<String, Object>(facts);
        after.put("count", ids.size());
        after.put("publications", ids.stream().limit(NAMED).map(UUID::toString).toList());
        String subject = ids.size() == 1 ? ids.getFirst().toString() : null;
        audit.record(
                visitor.deed(action, subject).at((UUID) null).before(before).after(after));
    }
}
