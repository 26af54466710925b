package dev.florin.admin;

import dev.florin.admin.Light.Shine;
import dev.florin.alerts.AlertView;
import dev.florin.alerts.Alerts;
import dev.florin.alerts.Severity;
import dev.florin.audit.Audit;
import dev.florin.audit.Verification;
import dev.florin.consistency.Consistency;
import dev.florin.gateways.CallbackInbox;
import dev.florin.gateways.GatewayHealth;
import dev.florin.gateways.GatewaySwitches;
import dev.florin.platform.Jobs;
import dev.florin.platform.Outbox;
import dev.florin.platform.Unresolved;
import dev.florin.webhooks.Undelivered;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;

/** What there are lights about, in the order in which they are shown. */
@Configuration(proxyBeanMethods = false)
class Lamps {

    private static final String AUDIT = "/admin/audit";

    @Bean
    @Order(0)
    Lamp alertLights(Alerts alerts) {
        return _ -> {
            List<AlertView> open = alerts.standing().stream()
                    .filter(alert -> alert.openedAt() != null)
                    .toList();
            boolean critical = open.stream().anyMatch(alert -> alert.severity() == Severity.CRITICAL);
            return List.of(new Light(
                    "Alerts",
                    Integer.toString(open.size()),
                    open.isEmpty() ? "nothing needs you" : open.getFirst().summary(),
                    open.isEmpty() ? Shine.GOOD : critical ? Shine.BAD : Shine.WAIT,
                    "/admin/alerts"));
        };
    }

    @Bean
    @Order(1)
    Lamp eventLights(Outbox outbox) {
        return now -> EventLights.of(outbox.counts(), now);
    }

    @Bean
    @Order(2)
    Lamp jobLights(Jobs jobs) {
        return _ -> {
            Jobs.Counts counts = jobs.counts();
            return List.of(
                    Light.counted(
                            "Failing jobs",
                            counts.failing(),
                            Outbox.COUNTED,
                            "failed, and have not succeeded since",
                            "/admin/jobs?kind=failing",
                            Shine.BAD),
                    Light.counted(
                            "Late jobs",
                            counts.late(),
                            Outbox.COUNTED,
                            "due for 30 seconds, and nobody runs them",
                            "/admin/jobs",
                            Shine.BAD));
        };
    }

    @Bean
    @Order(3)
    Lamp webhookLights(Undelivered undelivered) {
        return _ -> List.of(Light.counted(
                "Webhooks",
                undelivered.count(),
                Undelivered.COUNTED,
                "deliveries given up",
                "/admin/webhooks",
                Shine.WAIT));
    }

    @Bean
    @Order(4)
    Lamp callbackLights(CallbackInbox callbacks) {
        return _ -> List.of(Light.counted(
                "Callbacks",
                callbacks.counts().values().stream().mapToInt(Integer::intValue).sum(),
                CallbackInbox.COUNTED,
                "that nobody took note of",
                "/admin/callbacks",
                Shine.WAIT));
    }

    @Bean
    @Order(5)
    Lamp gatewayLights(GatewaySwitches gateways) {
        return _ -> {
            List<String> open = gateways.all().stream()
                    .filter(GatewayHealth::isOpen)
                    .map(health -> health.gateway().name())
                    .distinct()
                    .toList();
            return List.of(new Light(
                    "Gateways",
                    open.isEmpty() ? "closed" : String.join(", ", open),
                    open.isEmpty() ? "all circuits: instructions go through" : "open: instructions wait",
                    open.isEmpty() ? Shine.GOOD : Shine.BAD,
                    "/admin/gateways"));
        };
    }

    @Bean
    @Order(6)
    Lamp outcomeLights(List<Unresolved> unresolved) {
        List<Unresolved> kinds = unresolved.stream()
                .sorted(Comparator.comparing(Unresolved::name))
                .toList();
        return now -> kinds.stream()
                .map(kind -> Light.counted(
                        capital(kind.name()),
                        kind.countBefore(now.minus(UnresolvedConsole.STUCK)),
                        Integer.MAX_VALUE,
                        "without an outcome for 10 minutes",
                        "/admin/unresolved",
                        Shine.BAD))
                .toList();
    }

    @Bean
    @Order(7)
    Lamp consistencyLights(Consistency consistency) {
        return _ -> List.of(ConsistencyLight.of(consistency.standings()));
    }

    @Bean
    @Order(8)
    Lamp auditLights(Audit audit) {
        return _ -> List.of(audit.lastVerification()
                .map(Lamps::verified)
                .orElseGet(() -> new Light(
                        "Audit log", "not verified", "nobody has looked at it as a whole yet", Shine.WAIT, AUDIT)));
    }

    private static Light verified(Verification last) {
        return new Light(
                "Audit log",
                last.sound() ? "sound" : "broken",
                last.sound() ? "each entry is as it was written" : "entries are not as they were written",
                last.sound() ? Shine.GOOD : Shine.BAD,
                AUDIT);
    }

    private static String capital(String name) {
        return name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1);
    }
}
