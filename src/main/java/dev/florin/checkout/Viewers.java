package dev.florin.checkout;

import dev.florin.payments.PaymentChanged;
import dev.florin.payments.PaymentEvent.Initiated;
import dev.florin.payments.Payments;
import dev.florin.payments.Payments.Glance;
import dev.florin.payments.Payments.Watched;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/**
 * The pages that are being looked at on this instance while a payment is under way. What this instance commits they hear
 * at once; what another one does is found by one query a second for all of them together.
 */
@Component
class Viewers implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(Viewers.class);
    private static final Duration TICK = Duration.ofSeconds(1);
    private static final int TICKS_TO_HEARTBEAT = 15;

    /** Nobody has more tabs. */
    private static final int PER_ORDER = 20;

    private final Payments payments;
    private final Semaphore room;
    private final Map<Watched, Set<Viewer>> viewers = new ConcurrentHashMap<>();
    private volatile boolean running;

    Viewers(Payments payments, CheckoutProperties settings, MeterRegistry meters) {
        this.payments = payments;
        this.room = new Semaphore(settings.viewers());
        meters.gauge("florin.checkout.viewers", room, free -> settings.viewers() - free.availablePermits());
    }

    /**
     * Tells how an order stands now, and then again whenever its payment changes, until nothing is under way any more.
     *
     * @return empty if there are too many already
     */
    Optional<SseEmitter> watch(Checkout seen, Checkouts checkouts) {
        if (!running || !room.tryAcquire()) {
            return Optional.empty();
        }
        var watched = new Watched(seen.order().tenant(), seen.order().id());
        var viewer = new Viewer(watched);
        boolean[] isFull = {false};
        viewers.compute(watched, (_, present) -> {
            Set<Viewer> all = present == null ? ConcurrentHashMap.newKeySet() : present;
            isFull[0] = all.size() >= PER_ORDER;
            if (!isFull[0]) {
                all.add(viewer);
            }
            return all;
        });
        if (isFull[0]) {
            room.release();
            return Optional.empty();
        }
        viewer.emitter().onCompletion(() -> leave(viewer));
        later(() -> viewer.begin(checkouts));
        return Optional.of(viewer.emitter());
    }

    /** In the payment's transaction, whether anybody looks or not: so it does next to nothing. */
    @EventListener
    void on(PaymentChanged changed) {
        if (viewers.isEmpty() || !(changed.stream().getFirst() instanceof Initiated terms)) {
            return;
        }
        var watched = new Watched(changed.tenant(), terms.order());
        if (viewers.containsKey(watched) && TransactionSynchronizationManager.isSynchronizationActive()) {
            var status = changed.steps().getLast().after().status();
            var glance = new Glance(
                    watched, changed.payment(), status, changed.stream().size());
            TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
                @Override
                public void afterCommit() {
                    tell(glance);
                }
            });
        }
    }

    private void tell(Glance glance) {
        for (Viewer viewer : viewers.getOrDefault(glance.watched(), Set.of())) {
            later(() -> viewer.tell(glance));
        }
    }

    private void leave(Viewer viewer) {
        viewers.computeIfPresent(viewer.watched(), (_, all) -> {
            if (all.remove(viewer)) {
                room.release();
            }
            return all.isEmpty() ? null : all;
        });
    }

    private void look() {
        for (int tick = 1; running; tick++) {
            try {
                Thread.sleep(TICK);
                for (Glance glance : payments.glance(List.copyOf(viewers.keySet()))) {
                    tell(glance);
                }
                if (tick % TICKS_TO_HEARTBEAT == 0) {
                    viewers.values().forEach(all -> all.forEach(viewer -> later(viewer::beat)));
                }
            } catch (InterruptedException e) {
                return;
            } catch (RuntimeException e) {
                log.warn("Pages are not told of changes; they will ask: {}", e.getMessage());
            }
        }
    }

    /** A browser that reads slowly keeps nobody waiting. */
    private static void later(Runnable work) {
        Thread.ofVirtual().name("viewer").start(work);
    }

    @Override
    public void start() {
        running = true;
        Thread.ofVirtual().name("viewers").start(this::look);
    }

    /** Before the web server, which would wait for them. */
    @Override
    public void stop() {
        running = false;
        viewers.values().forEach(all -> all.forEach(viewer -> viewer.emitter().complete()));
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
