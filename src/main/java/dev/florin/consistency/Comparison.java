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

    /** What came of looking at what is new. @param over how many were looked at */
    record Looked(Check check, int over, List<Discrepancy> suspects, Duration took) {}

    /**
     * Has some checks look at what was stored in a span, all at one snapshot, so that what several of them need is read
     * once.
     *
     * @throws CouldNotLook for the first that could not; nothing is known of the others then
     */
    List<Looked> look(List<Check> checks, Span span) {
        return Objects.requireNonNull(oneSnapshot.execute(
                _ -> checks.stream().map(check -> look(check, span)).toList()));
    }

    private static Looked look(Check check, Span span) {
        long begun = System.nanoTime();
        try {
            List<Subject> subjects = check.changed(span);
            List<Discrepancy> suspects = new ArrayList<>();
            for (int i = 0; i < subjects.size(); i += AT_ONCE) {
                suspects.addAll(check.compare(subjects.subList(i, Math.min(subjects.size(), i + AT_ONCE))));
            }
            return new Looked(check, subjects.size(), suspects, Duration.ofNanos(System.nanoTime() - begun));
        } catch (RuntimeException e) {
            throw new CouldNotLook(check, e);
        }
    }

    static final class CouldNotLook extends RuntimeException {

        private static final long serialVersionUID = 1;

        private final transient Check check;

        CouldNotLook(Check check, RuntimeException cause) {
            super(cause);
            this.check = check;
        }

        Check check() {
            return check;
        }
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
