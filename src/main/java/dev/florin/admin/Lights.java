package dev.florin.admin;

import dev.florin.alerts.AlertView;
import dev.florin.alerts.Alerts;
import dev.florin.alerts.Severity;
import dev.florin.audit.Audit;
import dev.florin.gateways.CallbackInbox;
import dev.florin.gateways.GatewayHealth;
import dev.florin.gateways.GatewaySwitches;
import dev.florin.platform.Jobs;
import dev.florin.platform.Outbox;
import dev.florin.platform.Outbox.Count;
import dev.florin.platform.PublicationView.Status;
import dev.florin.platform.Unresolved;
import dev.florin.webhooks.Undelivered;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Whether anything needs a person, in a dozen numbers. Each is bounded, so that they cost little whatever has happened. */
@Component
class Lights {

    private static final String AUDIT = "/admin/audit";

    /** A listener writes to the database and does nothing else. */
    private static final Duration SLOW = Duration.ofSeconds(30);

    private final Alerts alerts;
    private final Outbox outbox;
    private final Jobs jobs;
    private final Undelivered undelivered;
    private final CallbackInbox callbacks;
    private final GatewaySwitches gateways;
    private final List<Unresolved> unresolved;
    private final Audit audit;
    private final InstantSource clock;

    Lights(
            Alerts alerts,
            Outbox outbox,
            Jobs jobs,
            Undelivered undelivered,
            CallbackInbox callbacks,
            GatewaySwitches gateways,
            List<Unresolved> unresolved,
            Audit audit,
            InstantSource clock) {
        this.alerts = alerts;
        this.outbox = outbox;
        this.jobs = jobs;
        this.undelivered = undelivered;
        this.callbacks = callbacks;
        this.gateways = gateways;
        this.unresolved = unresolved.stream()
                .sorted(Comparator.comparing(Unresolved::name))
                .toList();
        this.audit = audit;
        this.clock = clock;
    }

    /** How a light shines. */
    public enum Shine {
        GOOD("All well"),
        WAIT("Keep an eye on it"),
        BAD("Needs a person");

        private final String words;

        Shine(String words) {
            this.words = words;
        }

        public String words() {
            return words;
        }

        public String style() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    /**
     * @param figure the number, or a word
     * @param text what it counts, or what to do
     * @param href where to see more
     */
    public record Light(String name, String figure, String text, Shine shine, String href) {}

    List<Light> all() {
        Instant now = clock.instant();
        List<Light> lights = new ArrayList<>();
        lights.add(ofAlerts());
        ofEvents(lights, now);
        ofJobs(lights);
        lights.add(counted(
                "Webhooks",
                undelivered.count(),
                Undelivered.COUNTED,
                "deliveries given up",
                "/admin/webhooks",
                Shine.WAIT));
        lights.add(counted(
                "Callbacks",
                callbacks.counts().values().stream().mapToInt(Integer::intValue).sum(),
                CallbackInbox.COUNTED,
                "that nobody took note of",
                "/admin/callbacks",
                Shine.WAIT));
        lights.add(ofGateways());
        unresolved.forEach(kind -> lights.add(counted(
                capital(kind.name()),
                kind.countBefore(now.minus(UnresolvedConsole.STUCK)),
                Integer.MAX_VALUE,
                "without an outcome for 10 minutes",
                "/admin/unresolved",
                Shine.BAD)));
        lights.add(ofAudit());
        return lights;
    }

    private Light ofAlerts() {
        List<AlertView> open = alerts.standing().stream()
                .filter(alert -> alert.openedAt() != null)
                .toList();
        boolean critical = open.stream().anyMatch(alert -> alert.severity() == Severity.CRITICAL);
        return new Light(
                "Alerts",
                Integer.toString(open.size()),
                open.isEmpty() ? "nothing needs you" : open.getFirst().summary(),
                open.isEmpty() ? Shine.GOOD : critical ? Shine.BAD : Shine.WAIT,
                "/admin/alerts");
    }

    private void ofEvents(List<Light> lights, Instant now) {
        List<Count> counts = outbox.counts();
        Optional<Instant> oldest = counts.stream()
                .filter(count -> count.status() == Status.PUBLISHED || count.status() == Status.RESUBMITTED)
                .map(Count::oldest)
                .min(Comparator.naturalOrder());
        Duration age = oldest.map(at -> Duration.between(at, now)).orElse(Duration.ZERO);
        lights.add(new Light(
                "Events on their way",
                oldest.map(_ -> Math.max(0, age.toSeconds()) + " s").orElse("none"),
                oldest.isPresent()
                        ? "is how long the oldest waits for its listener"
                        : "all listeners have done with all",
                age.compareTo(SLOW) > 0 ? Shine.WAIT : Shine.GOOD,
                "/admin/events?status=published"));
        lights.add(counted(
                "Failed events",
                sum(counts, Status.FAILED),
                Outbox.COUNTED,
                "to be tried again within seconds",
                "/admin/events?status=failed",
                Shine.WAIT));
        lights.add(counted(
                "Dead letters",
                sum(counts, Status.DEAD),
                Outbox.COUNTED,
                "events that failed ten times",
                "/admin/events?status=dead",
                Shine.BAD));
    }

    private void ofJobs(List<Light> lights) {
        Jobs.Counts counts = jobs.counts();
        lights.add(counted(
                "Failing jobs",
                counts.failing(),
                Outbox.COUNTED,
                "failed, and have not succeeded since",
                "/admin/jobs?kind=failing",
                Shine.BAD));
        lights.add(counted(
                "Late jobs",
                counts.late(),
                Outbox.COUNTED,
                "due for 30 seconds, and nobody runs them",
                "/admin/jobs",
                Shine.BAD));
    }

    private Light ofGateways() {
        List<GatewayHealth> all = gateways.all();
        List<String> open = all.stream()
                .filter(GatewayHealth::isOpen)
                .map(health -> health.gateway().name())
                .distinct()
                .toList();
        return new Light(
                "Gateways",
                open.isEmpty() ? "closed" : String.join(", ", open),
                open.isEmpty() ? "all circuits: instructions go through" : "open: instructions wait",
                open.isEmpty() ? Shine.GOOD : Shine.BAD,
                "/admin/gateways");
    }

    private Light ofAudit() {
        return audit.lastVerification()
                .map(last -> new Light(
                        "Audit log",
                        last.sound() ? "sound" : "broken",
                        last.sound() ? "each entry is as it was written" : "entries are not as they were written",
                        last.sound() ? Shine.GOOD : Shine.BAD,
                        AUDIT))
                .orElseGet(() -> new Light(
                        "Audit log", "not verified", "nobody has looked at it as a whole yet", Shine.WAIT, AUDIT));
    }

    private static long sum(List<Count> counts, Status status) {
        return counts.stream()
                .filter(count -> count.status() == status)
                .mapToLong(Count::number)
                .sum();
    }

    private static Light counted(String name, long number, long most, String text, String href, Shine ifAny) {
        return new Light(
                name,
                number >= most ? "%,d+".formatted(most) : "%,d".formatted(number),
                text,
                number == 0 ? Shine.GOOD : ifAny,
                href);
    }

    private static String capital(String name) {
        return name.substring(0, 1).toUpperCase(java.util.Locale.ROOT) + name.substring(1);
    }
}
