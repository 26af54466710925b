package dev.florin.reconciliation;

import dev.florin.alerts.Alert;
import dev.florin.alerts.Severity;
import dev.florin.alerts.Watch;
import dev.florin.kernel.TypeId;
import java.time.LocalDate;
import java.util.List;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** When statements need an operator. */
@Configuration(proxyBeanMethods = false)
class ReconciliationWatches {

    private static final String PAGE = "/admin/waiting";

    /** More alerts than that tell nobody more. */
    private static final int MOST = 20;

    @Bean
    Watch oldExceptionsWatch(StatementWatching statements) {
        return () -> {
            int old = statements.countOld();
            return old == 0
                    ? List.of()
                    : List.of(new Alert(
                            "exceptions-old",
                            "",
                            Severity.WARNING,
                            "%d exceptions of reconciliation are open for more than three days".formatted(old),
                            "Somebody of the merchants has to decide them in the portal, or to say until when they wait.",
                            PAGE));
        };
    }

    @Bean
    Watch missingStatementsWatch(StatementWatching statements) {
        return () -> statements.behind(MOST).stream()
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
                        PAGE))
                .toList();
    }

    private static Object coveredTo(Source source) {
        LocalDate day = source.coveredTo();
        return day == null ? "the beginning" : day;
    }
}
