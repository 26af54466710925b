package dev.florin.alerts;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Asks all watches, one after the other, and waits for none of them for long. */
@Component
class Rota {

    static final String FAILS = "watch-fails";

    /** More of one watch would say no more. */
    private static final int MOST = 50;

    private static final Logger log = LoggerFactory.getLogger(Rota.class);

    private final Map<String, Watch> watches;
    private final Duration patience;

    /** Those that did not come back; they are not asked again until they do. */
    private final Map<String, CompletableFuture<List<Alert>>> away = new ConcurrentHashMap<>();

    /** @param watches by the names of their beans */
    Rota(Map<String, Watch> watches, AlertsProperties properties) {
        this.watches = new TreeMap<>(watches);
        this.patience = properties.patience();
    }

    /**
     * What a look found.
     *
     * @param silent watches that failed: of what they saw before nothing is known
     */
    record Sight(List<Seen> seen, Set<String> silent) {}

    /** @param atOnce whether it is told without a second look */
    record Seen(String watch, Alert alert, boolean atOnce) {}

    Sight look() {
        List<Seen> seen = new ArrayList<>();
        Set<String> silent = new TreeSet<>();
        watches.forEach((name, watch) -> {
            try {
                List<Alert> alerts = ask(name, watch);
                alerts.stream()
                        .limit(MOST)
                        .map(alert ->
                                new Seen(name, alert, alert.severity() == Severity.CRITICAL && watch.tellsAtOnce()))
                        .forEach(seen::add);
            } catch (ExecutionException e) {
                log.warn("Watch {} failed; it is asked again at the next look", name, e.getCause());
                silent.add(name);
                seen.add(failure(name, "failed: " + e.getCause()));
            } catch (TimeoutException _) {
                silent.add(name);
                seen.add(failure(name, "has not answered for %d s or more".formatted(patience.toSeconds())));
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
                silent.add(name);
            }
        });
        return new Sight(seen, silent);
    }

    private List<Alert> ask(String name, Watch watch)
            throws ExecutionException, TimeoutException, InterruptedException {
        CompletableFuture<List<Alert>> still = away.get(name);
        if (still != null && !still.isDone()) {
            throw new TimeoutException();
        }
        var answer = new CompletableFuture<List<Alert>>();
        away.put(name, answer);
        Thread.ofVirtual().name("watch-" + name).start(() -> {
            try {
                answer.complete(List.copyOf(watch.look()));
            } catch (Throwable e) { // whatever it is, it is told
                answer.completeExceptionally(e);
            }
        });
        return answer.get(patience.toMillis(), TimeUnit.MILLISECONDS);
    }

    private static Seen failure(String watch, String how) {
        return new Seen(
                FAILS,
                new Alert(
                        FAILS,
                        watch,
                        Severity.WARNING,
                        "Nobody looks after %s: its watch %s".formatted(watch, how),
                        "Look for the watch's name in the log. What it saw last stands meanwhile.",
                        "/admin/alerts"),
                false);
    }
}
