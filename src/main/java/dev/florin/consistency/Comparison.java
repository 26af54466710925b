package dev.florin.consistency;

import dev.florin.consistency.Check.Portion;
import dev.florin.consistency.Check.Span;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Has checks look, each time at one snapshot of the database and at no more than fits into a short transaction. Nothing
 * is told of a suspect that has not been looked at twice.
 */
@Component
class Comparison {

    /** Few enough for a snapshot that holds up nobody. */
    static final int AT_ONCE = 500;

    private final TransactionTemplate oneSnapshot;
    private final Duration secondLook;

    Comparison(PlatformTransactionManager transactions, ConsistencyProperties properties) {
        this.oneSnapshot = new TransactionTemplate(transactions);
        this.oneSnapshot.setIsolationLevel(TransactionDefinition.ISOLATION_REPEATABLE_READ);
        this.oneSnapshot.setReadOnly(true);
        this.secondLook = properties.secondLook();
    }

    List<Subject> changed(Check check, Span span) {
        return Objects.requireNonNull(oneSnapshot.execute(_ -> check.changed(span)));
    }

    Portion all(Check check, @Nullable String after) {
        return Objects.requireNonNull(oneSnapshot.execute(_ -> check.all(after, AT_ONCE)));
    }

    /** What is not as it should be at first sight. */
    List<Discrepancy> suspects(Check check, List<Subject> subjects) {
        List<Discrepancy> suspects = new ArrayList<>();
        for (int i = 0; i < subjects.size(); i += AT_ONCE) {
            List<Subject> some = subjects.subList(i, Math.min(subjects.size(), i + AT_ONCE));
            suspects.addAll(Objects.requireNonNull(oneSnapshot.execute(_ -> check.compare(some))));
        }
        return suspects;
    }

    /** Those suspects that are found again, as they are then. Waits a while where there are any. */
    List<Discrepancy> confirmed(Check check, List<Discrepancy> suspects) {
        if (suspects.isEmpty()) {
            return List.of();
        }
        pause();
        return suspects(check, subjects(suspects));
    }

    static List<Subject> subjects(List<Discrepancy> discrepancies) {
        Set<Subject> subjects = new LinkedHashSet<>();
        discrepancies.forEach(discrepancy -> subjects.add(discrepancy.subject()));
        return List.copyOf(subjects);
    }

    private void pause() {
        try {
            TimeUnit.NANOSECONDS.sleep(secondLook.toNanos());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Stopped before the second look", e);
        }
    }
}
