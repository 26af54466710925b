package dev.florin.alerts;

import dev.florin.platform.Instance;
import dev.florin.platform.JobView;
import dev.florin.platform.Jobs;
import dev.florin.platform.Jobs.Kind;
import dev.florin.platform.Outbox;
import dev.florin.platform.Outbox.Count;
import dev.florin.platform.PublicationView.Status;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What the platform, which is below alerts, would have told itself. */
@Configuration(proxyBeanMethods = false)
class PlatformWatches {

    /** A listener writes to the database and does nothing else. */
    private static final Duration SLOW = Duration.ofMinutes(1);

    private static final Duration VERY_SLOW = Duration.ofMinutes(10);

    /** Of the disk. */
    private static final double LITTLE = 0.1;

    private static final int FAILURES = 3;
    private static final int SHOWN = 20;

    @Bean
    Watch eventsWatch(Outbox outbox, InstantSource clock) {
        return () -> events(outbox.counts(), clock.instant());
    }

    private static List<Alert> events(List<Count> counts, Instant now) {
        List<Alert> alerts = new ArrayList<>();
        counts.stream()
                .filter(count -> Set.of(Status.PUBLISHED, Status.RESUBMITTED, Status.FAILED)
                        .contains(count.status()))
                .min(Comparator.comparing(Count::oldest))
                .filter(count -> count.oldest().isBefore(now.minus(SLOW)))
                .ifPresent(oldest -> alerts.add(new Alert(
                        "events-late",
                        "",
                        oldest.oldest().isBefore(now.minus(VERY_SLOW)) ? Severity.CRITICAL : Severity.WARNING,
                        "The oldest event between modules waits for %d s (%s)"
                                .formatted(
                                        Duration.between(oldest.oldest(), now).toSeconds(), oldest.module()),
                        "See which listener it waits for and why it failed; it is tried ten times by itself.",
                        "/admin/events")));
        long dead = counts.stream()
                .filter(count -> count.status() == Status.DEAD)
                .mapToLong(Count::number)
                .sum();
        if (dead > 0) {
            alerts.add(new Alert(
                    "events-dead",
                    "",
                    Severity.CRITICAL,
                    "%d events failed ten times and wait for a person".formatted(dead),
                    "Read why they failed, mend that, and resubmit them; or dismiss them with a reason.",
                    "/admin/events?status=dead"));
        }
        return alerts;
    }

    @Bean
    Watch jobsWatch(Jobs jobs) {
        return () -> {
            List<Alert> alerts = new ArrayList<>();
            long late = jobs.counts().late();
            if (late > 0) {
                alerts.add(new Alert(
                        "jobs-late",
                        "",
                        Severity.CRITICAL,
                        "%d jobs are due for more than 30 s, and nobody runs them".formatted(late),
                        "See whether instances live and have hands free, and what the running jobs wait for.",
                        "/admin/jobs"));
            }
            failing(jobs)
                    .forEach(job -> alerts.add(new Alert(
                            "job-failing",
                            job.name(),
                            Severity.CRITICAL,
                            "%s failed %d times in a row".formatted(job.name(), job.failures()),
                            "Read what it failed with, mend that, and have it run.",
                            "/admin/jobs?kind=failing")));
            return alerts;
        };
    }

    private static List<JobView> failing(Jobs jobs) {
        return jobs.list(Kind.FAILING, null, SHOWN).data().stream()
                .filter(job -> job.failures() >= FAILURES)
                .collect(Collectors.toMap(JobView::name, job -> job, (one, _) -> one))
                .values()
                .stream()
                .toList();
    }

    /** Of the instance that looks; each does, sooner or later. */
    @Bean
    Watch roomWatch(MeterRegistry metrics) {
        return () -> {
            List<Alert> alerts = new ArrayList<>();
            double waiting = figure(metrics, "hikaricp.connections.pending");
            if (waiting > 0
                    && figure(metrics, "hikaricp.connections.active") >= figure(metrics, "hikaricp.connections.max")) {
                alerts.add(new Alert(
                        "pool-exhausted",
                        Instance.name(),
                        Severity.CRITICAL,
                        "All database connections of %s are in use, and %.0f wait for one"
                                .formatted(Instance.name(), waiting),
                        "See what holds them in pg_stat_activity; add an instance if it is load alone.",
                        null));
            }
            double total = figure(metrics, "disk.total");
            if (total > 0 && figure(metrics, "disk.free") < total * LITTLE) {
                alerts.add(new Alert(
                        "disk-full",
                        Instance.name(),
                        Severity.CRITICAL,
                        "%.0f %% of the disk of %s is free"
                                .formatted(100 * figure(metrics, "disk.free") / total, Instance.name()),
                        "Make room. PostgreSQL stops when it cannot write; never delete in pg_wal.",
                        null));
            }
            return alerts;
        };
    }

    /** 0 if it is not there. */
    private static double figure(MeterRegistry metrics, String name) {
        Gauge gauge = metrics.find(name).gauge();
        return gauge == null ? 0 : gauge.value();
    }
}
