package dev.florin.gateways;

import dev.florin.kernel.Rejection;
import dev.florin.platform.Instance;
import io.github.resilience4j.circuitbreaker.CircuitBreaker.State;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * How the gateways fare, on all instances, and what a person can do about it. To hold a circuit open loses nothing:
 * instructions are not sent and wait, as with one that has opened by itself, and inquiries still pass one at a time. To
 * release it sends a few trial calls first. Every instance goes by it within about a second, also after a restart.
 */
@Component
public class GatewaySwitches {

    private static final Duration RECENT = Duration.ofMinutes(5);

    /** An instance that has said nothing for so long is gone. */
    private static final Duration SILENT = Duration.ofSeconds(30);

    private static final Duration REPORT = Duration.ofSeconds(5);
    private static final Logger log = LoggerFactory.getLogger(GatewaySwitches.class);

    private final Lines lines;
    private final RecentCalls recent;
    private final GatewayHealthRepository repository;
    private final InstantSource clock;
    private final Map<GatewayId, Instant> followed = new ConcurrentHashMap<>();
    private volatile Instant reportedAt = Instant.EPOCH;

    GatewaySwitches(Lines lines, RecentCalls recent, GatewayHealthRepository repository, InstantSource clock) {
        this.lines = lines;
        this.recent = recent;
        this.repository = repository;
        this.clock = clock;
    }

    /** What a person decided about a gateway. */
    record Switch(GatewayId gateway, boolean held, Instant changedAt) {}

    /** As all instances that live find them: this one as of now, others as of some seconds ago. */
    public List<GatewayHealth> all() {
        report(clock.instant());
        return repository.since(clock.instant().minus(SILENT));
    }

    /** The last exchanges of this instance with a gateway, newest first: masked, and cut where they are long. */
    public List<Exchange> lastExchanges(GatewayId gateway) {
        return recent.exchanges(gateway);
    }

    /**
     * Sends no more instructions to a gateway until somebody releases it.
     *
     * @throws Rejection {@code gateway_not_found}
     */
    public void hold(GatewayId gateway) {
        turn(gateway, true);
    }

    /**
     * Lets a few calls through to a gateway whose circuit is open or held; if they succeed, it closes.
     *
     * @throws Rejection {@code gateway_not_found}
     */
    public void release(GatewayId gateway) {
        turn(gateway, false);
    }

    private void turn(GatewayId gateway, boolean held) {
        if (lines.find(gateway).isEmpty()) {
            throw new CallbackIntake.UnknownGateway(gateway.name());
        }
        repository.turn(new Switch(gateway, held, clock.instant()));
        follow();
    }

    /** Goes by what people decided, and says how it is. */
    @Scheduled(fixedDelay = 1000)
    void tick() {
        try {
            follow();
            Instant now = clock.instant();
            if (!now.isBefore(reportedAt.plus(REPORT))) {
                report(now);
            }
        } catch (RuntimeException e) {
            log.debug("Switches of gateways are looked at again in a second: {}", e.getMessage());
        }
    }

    private void follow() {
        repository.switches().forEach(one -> {
            Instant last = followed.put(one.gateway(), one.changedAt());
            if (!one.changedAt().equals(last)) {
                lines.find(one.gateway()).ifPresent(line -> apply(line, one, last != null));
            }
        });
    }

    /** @param fresh whether it was decided while this instance ran */
    private static void apply(Line line, Switch one, boolean fresh) {
        if (one.held()) {
            line.circuit().hold();
            log.warn("The circuit of gateway {} is held open until somebody releases it", one.gateway());
        } else if (line.circuit().release() || fresh) {
            log.warn("The circuit of gateway {} was released", one.gateway());
        }
    }

    private void report(Instant now) {
        reportedAt = now;
        repository.report(lines.all().stream().map(line -> health(line, now)).toList(), now.minus(Duration.ofDays(1)));
    }

    private GatewayHealth health(Line line, Instant now) {
        GatewayId gateway = line.acquirer().id();
        State state = line.circuit().state();
        RecentCalls.Summary calls = recent.since(gateway, now.minus(RECENT));
        return new GatewayHealth(
                gateway,
                Instance.name(),
                now,
                state.name().toLowerCase(Locale.ROOT),
                calls.calls(),
                calls.failures(),
                calls.p50(),
                calls.p95());
    }
}
