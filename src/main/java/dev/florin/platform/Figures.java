package dev.florin.platform;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Metrics that the database knows. Every instance tells the same, as each asks for itself; only while somebody collects
 * them, and no more often than every ten seconds. Who collects does not wait for the answers and gets those of the time
 * before; what could not be asked for, or not yet, is not a number.
 */
@Component
public class Figures {

    private static final Duration FRESH = Duration.ofSeconds(10);
    private static final Logger log = LoggerFactory.getLogger(Figures.class);

    private final MeterRegistry metrics;
    private final List<Figure> all = new CopyOnWriteArrayList<>();
    private final AtomicBoolean asking = new AtomicBoolean();
    private volatile long askedAt = System.nanoTime() - FRESH.toNanos();

    Figures(MeterRegistry metrics) {
        this.metrics = metrics;
    }

    /**
     * Adds one.
     *
     * @param name {@code florin.<module>.<noun>}
     * @param unit such as {@code seconds}; null for a count
     * @param ask cheap, whatever has happened
     * @param tags names and values in turn, of which there are only ever a few
     */
    public void add(
            String name, String description, @Nullable String unit, Supplier<? extends Number> ask, String... tags) {
        var figure = new Figure(name, ask);
        all.add(figure);
        Gauge.builder(name, figure, this::value)
                .description(description)
                .baseUnit(unit)
                .tags(tags)
                .register(metrics);
    }

    private double value(Figure figure) {
        if (System.nanoTime() - askedAt >= FRESH.toNanos() && asking.compareAndSet(false, true)) {
            askedAt = System.nanoTime();
            Thread.ofVirtual().name("figures").start(this::askAll);
        }
        return figure.value;
    }

    private void askAll() {
        try {
            all.forEach(Figure::ask);
        } finally {
            asking.set(false);
        }
    }

    private static final class Figure {

        private final String name;
        private final Supplier<? extends Number> ask;
        private volatile double value = Double.NaN;

        Figure(String name, Supplier<? extends Number> ask) {
            this.name = name;
            this.ask = ask;
        }

        void ask() {
            try {
                value = ask.get().doubleValue();
            } catch (RuntimeException e) {
                value = Double.NaN;
                log.debug("{} is not known: {}", name, e.getMessage());
            }
        }
    }
}
