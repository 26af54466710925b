package dev.florin.webhooks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.test.context.TestPropertySource;

/** Endpoints that are slow, silent or not there cost the others nothing. */
@TestPropertySource(properties = {"florin.webhooks.in-flight=8", "florin.webhooks.timeout=3s"})
class FairnessTests extends WebhooksFixture {

    private static final int EVENTS = 60;

    @Test
    void slowAndDeadEndpointsDoNotDelayAGoodOne() throws IOException {
        List<Receiver> slow = new ArrayList<>();
        try (var silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            for (int i = 0; i < 4; i++) {
                slow.add(new Receiver().answer(_ -> {
                    pause(Duration.ofSeconds(2));
                    return Receiver.Answer.of(200);
                }));
                endpoint(slow.getLast());
                add("http://127.0.0.1:" + silent.getLocalPort() + "/" + i);
                add("http://127.0.0.1:9/" + i); // nobody listens there
            }
            happens(EventName.PAYMENT_CREATED); // shows what they are like
            pause(Duration.ofSeconds(4));
            endpoint(receiver);

            long begun = System.nanoTime();
            for (int i = 0; i < EVENTS; i++) {
                happens(EventName.PAYMENT_SUCCESS);
            }
            await().atMost(PATIENCE).until(() -> receiver.heard().size() == EVENTS);

            assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(5));
            assertThat(slow).allMatch(one -> one.heard().size() < EVENTS);
        } finally {
            slow.forEach(Receiver::close);
        }
    }

    private void add(String url) {
        assertThat(api.post("/webhook-endpoints", "{\"url\":\"%s\"}".formatted(url))
                        .status())
                .isEqualTo(201);
    }

    private static void pause(Duration time) {
        try {
            Thread.sleep(time);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
