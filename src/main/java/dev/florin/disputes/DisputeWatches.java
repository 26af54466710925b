package dev.florin.disputes;

import dev.florin.alerts.Alert;
import dev.florin.alerts.Severity;
import dev.florin.alerts.Watch;
import dev.florin.gateways.Callback.Operation;
import dev.florin.gateways.HeardCallbacks;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** When disputes need an operator. */
@Configuration(proxyBeanMethods = false)
class DisputeWatches {

    /** Long enough for people to be reached over a working day, short enough that most have answered by then. */
    private static final Duration SOON = Duration.ofHours(48);

    private static final Duration VERY_SOON = Duration.ofHours(12);

    /** What acquirers are told is told again within seconds. */
    private static final Duration STUCK = Duration.ofMinutes(10);

    /** What is older somebody has seen, or nobody will. */
    private static final Duration LOOKED_FOR = Duration.ofDays(7);

    /** Without an answer a dispute is lost: real money, that nobody has spoken for. */
    @Bean
    Watch disputesDueWatch(DisputeWatching disputes) {
        return () -> {
            int due = disputes.countUnanswered(SOON);
            int urgent = due == 0 ? 0 : disputes.countUnanswered(VERY_SOON);
            return due == 0
                    ? List.of()
                    : List.of(new Alert(
                            "disputes-due",
                            "",
                            urgent > 0 ? Severity.CRITICAL : Severity.WARNING,
                            urgent > 0
                                    ? "%d disputes are lost within 12 hours unless somebody answers".formatted(urgent)
                                    : "%d disputes are lost within 48 hours unless somebody answers".formatted(due),
                            "Tell the merchants: in their portal, Disputes has evidence to be submitted, or accepted as lost.",
                            "/admin/waiting"));
        };
    }

    /** What an acquirer has not heard. */
    @Bean
    Watch disputesUntoldWatch(DisputeWatching disputes) {
        return () -> {
            int stuck = disputes.countUntold(STUCK);
            return stuck == 0
                    ? List.of()
                    : List.of(new Alert(
                            "disputes-untold",
                            "",
                            Severity.CRITICAL,
                            "%d answers to disputes have not reached their acquirer for 10 minutes".formatted(stuck),
                            "Florin tells it again until it hears. See whether the gateway answers, before the deadline.",
                            "/admin/unresolved"));
        };
    }

    /** What an acquirer said, and no dispute shows. */
    @Bean
    Watch disputesUnheardWatch(HeardCallbacks callbacks, InstantSource clock) {
        return () -> {
            int unheard = callbacks.countUnheard(clock.instant().minus(LOOKED_FOR), Operation.DISPUTE);
            return unheard == 0
                    ? List.of()
                    : List.of(new Alert(
                            "disputes-unheard",
                            "",
                            Severity.WARNING,
                            "%d callbacks about disputes of the last week are in no dispute".formatted(unheard),
                            "See what they say: they are about payments that are not known here, or failed ten times.",
                            "/admin/callbacks"));
        };
    }
}
