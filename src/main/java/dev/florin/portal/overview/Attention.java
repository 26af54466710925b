package dev.florin.portal.overview;

import dev.florin.disputes.DisputeView;
import dev.florin.disputes.Disputes;
import dev.florin.kernel.PageQuery;
import dev.florin.kernel.Tenant;
import dev.florin.members.Permission;
import dev.florin.pages.Visitor;
import dev.florin.payments.Statistics;
import dev.florin.platform.Backlog;
import dev.florin.platform.Backlog.Waiting;
import dev.florin.webhooks.EndpointView;
import dev.florin.webhooks.Endpoints;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What should not wait until somebody happens to see it. */
@Component
class Attention {

    /** What takes longer than this does not settle by itself in the usual way. */
    private static final Map<String, Duration> PATIENCE =
            Map.of("payments", Duration.ofMinutes(10), "refunds", Duration.ofHours(24));

    private static final Duration SOON = Duration.ofHours(24);

    private static final int MOST_DISPUTES = 100;

    private final Statistics statistics;
    private final Disputes disputes;
    private final List<Backlog> backlogs;
    private final Endpoints endpoints;
    private final InstantSource clock;

    Attention(
            Statistics statistics,
            Disputes disputes,
            List<Backlog> backlogs,
            Endpoints endpoints,
            InstantSource clock) {
        this.statistics = statistics;
        this.disputes = disputes;
        this.backlogs = backlogs;
        this.endpoints = endpoints;
        this.clock = clock;
    }

    /**
     * @param path of the page where one can do something about it, behind the visitor's base; null if one can only wait
     * @param mood {@code bad} or {@code wait}
     */
    record Matter(
            String mood,
            String title,
            String text,
            @Nullable String path) {}

    /** The matters that a visitor may know of, the worst first. */
    List<Matter> matters(Visitor visitor) {
        Tenant tenant = visitor.tenant();
        Instant now = clock.instant();
        var matters = new ArrayList<Matter>();
        if (visitor.may(Permission.VIEW_DEVELOPMENT)) {
            endpoints.list(tenant, PageQuery.first(Endpoints.MOST)).data().stream()
                    .flatMap(endpoint -> endpoint(endpoint).stream())
                    .forEach(matters::add);
        }
        disputed(tenant, now).ifPresent(matters::add);
        expiring(tenant, now).ifPresent(matters::add);
        for (Backlog backlog : backlogs) {
            Duration patience = PATIENCE.get(backlog.name());
            if (patience != null) {
                late(backlog.name(), backlog.of(tenant), now.minus(patience)).ifPresent(matters::add);
            }
        }
        return matters;
    }

    private static Optional<Matter> endpoint(EndpointView endpoint) {
        String path = "/webhooks/endpoints/" + endpoint.id();
        if (endpoint.disabledReason() != null) {
            return Optional.of(new Matter(
                    "bad",
                    "A webhook endpoint was switched off",
                    endpoint.url() + " is told nothing any more, as it did not take what it was sent.",
                    path));
        }
        if (endpoint.enabled() && endpoint.failures() > 0) {
            return Optional.of(new Matter(
                    endpoint.pausedUntil() == null ? "wait" : "bad",
                    "A webhook endpoint does not answer as it should",
                    "%s has failed %,d times in a row. What it missed is sent again."
                            .formatted(endpoint.url(), endpoint.failures()),
                    path));
        }
        return Optional.empty();
    }

    private Optional<Matter> disputed(Tenant tenant, Instant now) {
        List<DisputeView> waiting = disputes.mostUrgent(tenant, MOST_DISPUTES).stream()
                .filter(dispute -> dispute.isAnswerable(now))
                .toList();
        if (waiting.isEmpty()) {
            return Optional.empty();
        }
        long days = Duration.between(now, waiting.getFirst().dueBy()).toDays();
        return Optional.of(new Matter(
                "bad",
                waiting.size() == 1 ? "A dispute needs your response" : "Disputes need your response",
                "%s %s. Without evidence the money is lost."
                        .formatted(
                                waiting.size() == 1
                                        ? "There is"
                                        : "There are %s%d; for the first one there is"
                                                .formatted(
                                                        waiting.size() == MOST_DISPUTES ? "at least " : "",
                                                        waiting.size()),
                                days >= 2 ? "time for %d days".formatted(days) : "little time left"),
                waiting.size() == 1 ? "/disputes/" + waiting.getFirst().id() : "/disputes"));
    }

    private Optional<Matter> expiring(Tenant tenant, Instant now) {
        int count = statistics.countExpiring(tenant, now.plus(SOON));
        return count == 0
                ? Optional.empty()
                : Optional.of(new Matter(
                        "wait",
                        count == 1 ? "An authorisation is about to expire" : "Authorisations are about to expire",
                        "%,d %s released within a day unless you capture %s."
                                .formatted(count, count == 1 ? "is" : "are", count == 1 ? "it" : "them"),
                        "/payments?status=authorized"));
    }

    private static Optional<Matter> late(String what, Waiting waiting, Instant since) {
        Instant oldest = waiting.oldest();
        return oldest == null || oldest.isAfter(since)
                ? Optional.empty()
                : Optional.of(
                        what.equals("refunds")
                                ? new Matter(
                                        "wait",
                                        "Refunds are slow",
                                        "%,d not confirmed yet, some for more than a day. Florin goes on asking the acquirer."
                                                .formatted(waiting.pending()),
                                        "/refunds?status=pending")
                                : new Matter(
                                        "wait",
                                        "Payments wait for an answer",
                                        "%,d without an outcome, some for more than ten minutes. Florin goes on asking the acquirer."
                                                .formatted(waiting.pending()),
                                        "/payments?status=processing"));
    }
}
