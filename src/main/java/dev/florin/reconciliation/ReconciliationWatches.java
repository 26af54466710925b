package dev.florin.reconciliation;

import dev.florin.alerts.Alert;
import dev.florin.alerts.Severity;
import dev.florin.alerts.Watch;
import dev.florin.kernel.TypeId;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.List;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** When statements need an operator. */
@Configuration(proxyBeanMethods = false)
class ReconciliationWatches {

    /** Over a weekend nobody looks. */
    private static final Duration OLD = Duration.ofDays(3);

    /** The statement of a day is asked for in the night after it. */
    private static final int DAYS = 2;

    /** More alerts than that tell nobody more. */
    private static final int MOST = 20;

    @Bean
    Watch oldExceptionsWatch(StatementWatching statements, InstantSource clock) {
        return () -> {
            Instant now = clock.instant();
            int old = statements.countOpen(now.minus(OLD), now);
            return old == 0
                    ? List.of()
                    : List.of(new Alert(
                            "exceptions-old",
                            "",
                            Severity.WARNING,
                            "%d exceptions of reconciliation are open for more than three days".formatted(old),
                            "Somebody of the merchants has to decide them in the portal, or to say until when they wait.",
                            null));
        };
    }

    @Bean
    Watch missingStatementsWatch(StatementWatching statements, InstantSource clock) {
        return () -> statements.behind(clock.instant(), DAYS, MOST).stream()
                .map(source -> new Alert(
                        "statement-missing",
                        source.id().toString(),
                        Severity.WARNING,
                        "%s has sent no statement to %s since that of %s"
                                .formatted(
                                        source.gateway(),
                                        TypeId.format("mer", source.tenant().merchant()),
                                        coveredTo(source)),
                        "Florin asks for it every night. See whether the acquirer has one, and upload it if it has.",
                        null))
                .toList();
    }

    private static Object coveredTo(Source source) {
        LocalDate day = source.coveredTo();
        return day == null ? "the beginning" : day;
    }
}
