package dev.florin.journeys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.florin.ApiClient;
import dev.florin.ApiClient.Reply;
import dev.florin.consistency.Consistency;
import dev.florin.consistency.Look;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * While merchants pay, capture, void and refund at an acquirer that does wrong, all checks look all the time, at what is
 * new and at everything; and suspect nothing, not even at first sight.
 */
class ConsistencyUnderLoadTests extends AcquirerAtFault {

    private static final Duration LOAD = Duration.ofSeconds(25);
    private static final int CALLERS = 8;
    private static final long SEED = 20_261_121;
    private static final List<String> FAULTS = List.of(
            "timeout_after_charge",
            "error_5xx_before",
            "error_5xx_after",
            "cut_before",
            "cut_after",
            "garbage",
            "refuse");

    @Autowired
    ApplicationContext florin;

    @Autowired
    Consistency consistency;

    @Test
    void unbrokenDataIsSoundUnderLoad() {
        var look = new Look(florin);
        var over = new AtomicBoolean();
        var calls = new AtomicInteger();
        List<String> suspects = new ArrayList<>();
        int looks = 0;
        try (var callers = Executors.newVirtualThreadPerTaskExecutor()) {
            List<CompletableFuture<Void>> load = new ArrayList<>();
            for (int i = 0; i < CALLERS; i++) {
                var random = new Random(SEED + i);
                load.add(CompletableFuture.runAsync(
                        () -> {
                            while (!over.get()) {
                                act(random);
                                calls.incrementAndGet();
                            }
                        },
                        callers));
            }
            try {
                long end = System.nanoTime() + LOAD.toNanos();
                while (System.nanoTime() < end) {
                    suspects.addAll(look.atEverything());
                    look.atNews();
                    looks++;
                }
            } finally {
                over.set(true);
            }
            load.forEach(CompletableFuture::join);
        }
        acquirer.recover();
        awaitRest();
        suspects.addAll(look.atEverything());

        assertThat(suspects).isEmpty();
        assertThat(looks).isGreaterThan(3);
        assertThat(calls.get()).isGreaterThan(20);
        assertThat(consistency.findings(true, null, null, 10).data()).isEmpty();
        assertThat(consistency.findings(false, null, null, 10).data()).isEmpty();
    }

    private void awaitRest() {
        await().atMost(Duration.ofSeconds(120))
                .until(() -> JdbcClient.create(database)
                        .sql("""
                                select (select count(*) from refunds.refund where resolve_after is not null)
                                    + (select count(*) from payments.payment
                                        where resolve_after is not null and status <> 'requires_action')
                                """)
                        .query(Long.class)
                        .single()
                        .equals(0L));
    }

    private void act(Random random) {
        if (random.nextInt(10) == 0) {
            String operation = List.of("authorize", "capture", "refund").get(random.nextInt(3));
            acquirer.fail(operation, FAULTS.get(random.nextInt(FAULTS.size())), 1);
        }
        String manual = random.nextInt(3) == 0 ? "\"capture\":\"manual\"," : "";
        Reply payment = api.post(
                "/payments",
                ApiClient.payment(random.nextInt(8) == 0 ? "4000000000000002" : GOOD, manual),
                "Prefer",
                "wait=3",
                "Idempotency-Key",
                ApiClient.key());
        String id = "/payments/" + payment.text("id");
        switch (payment.text("status")) {
            case "authorized" -> {
                if (random.nextBoolean()) {
                    api.post(
                            id + "/capture",
                            "{\"amount\":%d}".formatted(1000 + random.nextInt(40_000)),
                            "Prefer",
                            "wait=2");
                }
                api.post(id + "/void", "{}", "Prefer", "wait=2");
            }
            case "captured" -> {
                for (int i = random.nextInt(3); i > 0; i--) {
                    api.post(id + "/refunds", "{\"amount\":%d}".formatted(1 + random.nextInt(20_000)));
                }
            }
            default -> {}
        }
    }
}
