package dev.florin.platform;

import dev.florin.platform.Outbox.Count;
import dev.florin.platform.PublicationView.Status;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What there is to tell of events between modules and of jobs. */
@Configuration(proxyBeanMethods = false)
class PlatformFigures {

    @Bean
    SmartInitializingSingleton figuresOfPlatform(
            Figures figures, Outbox outbox, Jobs jobs, List<Unresolved> unresolved, InstantSource clock) {
        return () -> {
            for (Status status : List.of(Status.PUBLISHED, Status.FAILED, Status.DEAD)) {
                figures.add(
                        "florin.platform.publications",
                        "Events between modules that a listener has not done with, up to 10000 for each listener",
                        null,
                        () -> sum(outbox.counts(), status),
                        "status",
                        status.wire());
            }
            figures.add(
                    "florin.platform.publications.oldest",
                    "For how long the oldest event between modules waits for its listener",
                    "seconds",
                    () -> oldest(outbox.counts(), clock.instant()).toSeconds());
            figures.add(
                    "florin.platform.jobs.late",
                    "Jobs that are due for more than half a minute, and nobody runs them",
                    null,
                    () -> jobs.counts().late());
            figures.add(
                    "florin.platform.jobs.failing",
                    "Jobs that failed, and have not succeeded since",
                    null,
                    () -> jobs.counts().failing());
            unresolved.forEach(kind -> {
                figures.add(
                        "florin.platform.unresolved",
                        "Things that acquirers were asked for, whose outcome is unknown, by how long",
                        null,
                        () -> kind.countBefore(clock.instant().minus(Duration.ofMinutes(1))),
                        "kind",
                        kind.name(),
                        "longer",
                        "1m");
                figures.add(
                        "florin.platform.unresolved",
                        "Things that acquirers were asked for, whose outcome is unknown, by how long",
                        null,
                        () -> kind.countBefore(clock.instant().minus(Duration.ofMinutes(10))),
                        "kind",
                        kind.name(),
                        "longer",
                        "10m");
            });
        };
    }

    private static long sum(List<Count> counts, Status status) {
        return counts.stream()
                .filter(count -> count.status() == status || status == Status.PUBLISHED && isUnderWay(count))
                .mapToLong(Count::number)
                .sum();
    }

    private static boolean isUnderWay(Count count) {
        return count.status() == Status.RESUBMITTED;
    }

    private static Duration oldest(List<Count> counts, Instant now) {
        return counts.stream()
                .filter(count -> count.status() != Status.DEAD && count.status() != Status.DISMISSED)
                .map(Count::oldest)
                .min(Comparator.naturalOrder())
                .map(at -> Duration.between(at, now))
                .filter(Duration::isPositive)
                .orElse(Duration.ZERO);
    }
}
