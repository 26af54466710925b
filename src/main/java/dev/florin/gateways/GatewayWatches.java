package dev.florin.gateways;

import dev.florin.alerts.Alert;
import dev.florin.alerts.Severity;
import dev.florin.alerts.Watch;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** When acquirers need an operator. */
@Configuration(proxyBeanMethods = false)
class GatewayWatches {

    /** Above this many percent something is wrong. */
    static final int HIGH = 50;

    /** Of fewer calls nothing can be said. */
    static final int FEWEST = 20;

    @Bean
    Watch gatewaysWatch(GatewaySwitches switches) {
        return () -> {
            List<Alert> alerts = new ArrayList<>();
            switches.all().stream()
                    .collect(Collectors.groupingBy(one -> one.gateway().name(), TreeMap::new, Collectors.toList()))
                    .forEach((gateway, instances) -> look(gateway, instances, alerts));
            return alerts;
        };
    }

    private static void look(String gateway, List<GatewayHealth> instances, List<Alert> alerts) {
        long calls = instances.stream().mapToLong(GatewayHealth::calls).sum();
        long failures = instances.stream().mapToLong(GatewayHealth::failures).sum();
        if (calls >= FEWEST && failures * 100 > HIGH * calls) {
            alerts.add(new Alert(
                    "gateway-failing",
                    gateway,
                    Severity.CRITICAL,
                    "%d of the last %d calls to %s brought no answer, or an error".formatted(failures, calls, gateway),
                    "Ask the acquirer. What is unknown is asked about again by itself; nothing is lost.",
                    "/admin/gateways"));
        }
        boolean held = instances.stream().anyMatch(one -> one.circuit().equals("forced_open"));
        boolean open = instances.stream().anyMatch(GatewayHealth::isOpen);
        if (held) {
            alerts.add(new Alert(
                    "gateway-held",
                    gateway,
                    Severity.WARNING,
                    "Nothing is sent to %s, as a person holds its circuit open".formatted(gateway),
                    "Release it as soon as the reason is gone.",
                    "/admin/gateways"));
        } else if (open) {
            alerts.add(new Alert(
                    "gateway-open",
                    gateway,
                    Severity.CRITICAL,
                    "The circuit of %s is open: payments by it wait or are declined".formatted(gateway),
                    "See what its last exchanges say, and ask the acquirer. The circuit tries by itself and closes.",
                    "/admin/gateways"));
        }
    }
}
