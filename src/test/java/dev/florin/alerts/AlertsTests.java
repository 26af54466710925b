package dev.florin.alerts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.GreenMailUtil;
import com.icegreen.greenmail.util.ServerSetup;
import com.standardwebhooks.Webhook;
import com.sun.net.httpserver.HttpServer;
import dev.florin.FlorinTest;
import dev.florin.kernel.Rejection;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** What watches see, and what the operator hears of it: over a real mail server and a real endpoint. */
@FlorinTest
@Import(AlertsTests.Watches.class)
class AlertsTests {

    private static final GreenMail MAIL = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
    private static final byte[] SECRET = "0123456789abcdef0123456789abcdef".getBytes(StandardCharsets.US_ASCII);
    private static final Queue<Call> CALLS = new ConcurrentLinkedQueue<>();
    private static final AtomicInteger ANSWER = new AtomicInteger(200);

    private record Call(HttpHeaders headers, String body) {}

    @TestConfiguration(proxyBeanMethods = false)
    static class Watches {
        static volatile Supplier<List<Alert>> steady = List::of;
        static volatile Supplier<List<Alert>> urgent = List::of;

        @Bean
        Watch steadyWatch() {
            return () -> steady.get();
        }

        @Bean
        Watch urgentWatch() {
            return Watch.atOnce(() -> urgent.get());
        }
    }

    @DynamicPropertySource
    static void operator(DynamicPropertyRegistry properties) throws IOException {
        MAIL.start();
        HttpServer endpoint = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        endpoint.createContext("/", exchange -> {
            CALLS.add(new Call(
                    HttpHeaders.of(exchange.getRequestHeaders(), (_, _) -> true),
                    new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8)));
            exchange.sendResponseHeaders(ANSWER.get(), -1);
            exchange.close();
        });
        endpoint.start();
        properties.add("spring.mail.host", () -> "127.0.0.1");
        properties.add("spring.mail.port", () -> MAIL.getSmtp().getPort());
        properties.add("florin.alerts.email", () -> "ops@example.com, night@example.com");
        properties.add(
                "florin.alerts.webhook",
                () -> "http://localhost:" + endpoint.getAddress().getPort() + "/hook");
        properties.add("florin.alerts.webhook-secret", () -> Base64.getEncoder().encodeToString(SECRET));
        properties.add("florin.alerts.allow-local", () -> "true");
        properties.add("florin.alerts.every", () -> "1h"); // the tests look
        properties.add("florin.alerts.patience", () -> "300ms");
    }

    @AfterAll
    static void stop() {
        MAIL.stop();
    }

    @Autowired
    Lookout lookout;

    @Autowired
    Teller teller;

    @Autowired
    Alerts alerts;

    @Autowired
    JdbcClient jdbc;

    @BeforeEach
    void afterTheFirstLook() {
        await().atMost(Duration.ofSeconds(30)).until(() -> alerts.lastLook().isAfter(Instant.EPOCH));
    }

    @AfterEach
    void allIsWell() throws Exception {
        Watches.steady = List::of;
        Watches.urgent = List::of;
        ANSWER.set(200);
        jdbc.sql("delete from alerts.silence").update();
        lookout.look();
        lookout.look();
        jdbc.sql("delete from alerts.alert").update();
        MAIL.purgeEmailFromAllMailboxes();
        CALLS.clear();
    }

    private static Alert alert(String key, Severity severity) {
        return new Alert("test-trouble", key, severity, "Trouble with " + key, "Mend it.", "/admin/jobs");
    }

    @Test
    void whatStandsAtTwoLooksIsToldByLetterAndBySignedCallAndSoIsItsEnd() throws Exception {
        Watches.steady = () -> List.of(alert("lamp", Severity.CRITICAL));
        lookout.look();
        teller.tell();
        assertThat(heard()).as("one look is not enough").isEmpty();
        assertThat(standing("lamp").openedAt()).isNull();

        lookout.look();
        tellAll();
        assertThat(heard()).containsExactly("[Florin] CRITICAL: Trouble with lamp");
        assertThat(MAIL.getReceivedMessages()).as("one for each address").hasSize(2);
        assertThat(GreenMailUtil.getBody(MAIL.getReceivedMessages()[0]))
                .contains("Mend it.", "/admin/jobs", "test-trouble lamp");
        Call call = CALLS.element();
        assertThat(call.body())
                .contains(
                        "\"event\":\"alert.opened\"",
                        "\"severity\":\"critical\"",
                        "\"summary\":\"Trouble with lamp\"",
                        "\"what_to_do\":\"Mend it.\"");
        assertSigned(call);

        lookout.look();
        tellAll();
        assertThat(heard()).as("told once").hasSize(1);

        Watches.steady = List::of;
        lookout.look();
        assertThat(standing("lamp").endedAt())
                .as("one look is not enough for the end either")
                .isNull();
        lookout.look();
        tellAll();
        assertThat(alerts.standing()).isEmpty();
        assertThat(alerts.ended(null, 10).data()).extracting(AlertView::key).containsExactly("lamp");
        assertThat(heard())
                .containsExactly("[Florin] CRITICAL: Trouble with lamp", "[Florin] Ended: Trouble with lamp");
        assertThat(CALLS).anyMatch(one -> one.body().contains("\"event\":\"alert.ended\""));
    }

    @Test
    void whatFlickersIsNeverTold() throws Exception {
        for (int i = 0; i < 3; i++) {
            Watches.steady = () -> List.of(alert("flicker", Severity.CRITICAL));
            lookout.look();
            Watches.steady = List::of;
            lookout.look();
        }
        tellAll();
        assertThat(heard()).isEmpty();
        assertThat(CALLS).isEmpty();
        assertThat(alerts.standing()).isEmpty();
    }

    @Test
    void whatCannotWaitIsToldAtTheFirstLook() throws Exception {
        Watches.urgent = () -> List.of(alert("money", Severity.CRITICAL), alert("paint", Severity.WARNING));
        lookout.look();
        tellAll();
        assertThat(heard()).containsExactly("[Florin] CRITICAL: Trouble with money");
    }

    @Test
    void aCriticalAlertIsToldAgainAfterSixHoursAndAWarningIsNot() throws Exception {
        Watches.steady = () -> List.of(alert("old", Severity.CRITICAL), alert("mild", Severity.WARNING));
        lookout.look();
        lookout.look();
        tellAll();
        CALLS.clear();
        jdbc.sql("update alerts.alert set told_at = told_at - interval '5 hours 59 minutes'")
                .update();
        lookout.look();
        tellAll();
        assertThat(CALLS).isEmpty();
        jdbc.sql("update alerts.alert set told_at = told_at - interval '2 minutes'")
                .update();
        lookout.look();
        tellAll();
        assertThat(CALLS).hasSize(1).first().extracting(Call::body).asString().contains("alert.still_open", "old");
    }

    @Test
    void whatGrowsWorseIsToldAtOnce() throws Exception {
        Watches.steady = () -> List.of(alert("leak", Severity.WARNING));
        lookout.look();
        lookout.look();
        Watches.steady = () -> List.of(alert("leak", Severity.CRITICAL));
        lookout.look();
        tellAll();
        assertThat(CALLS).extracting(Call::body).anyMatch(body -> body.contains("\"warning\""));
        assertThat(CALLS).extracting(Call::body).anyMatch(body -> body.contains("\"critical\""));
    }

    @Test
    void aWatchThatThrowsIsAnAlertAndWhatItSawStands() throws Exception {
        Watches.steady = () -> List.of(alert("lamp", Severity.WARNING));
        lookout.look();
        lookout.look();
        Watches.steady = () -> {
            throw new IllegalStateException("No ladder");
        };
        lookout.look();
        lookout.look();
        lookout.look();
        assertThat(standing("lamp").endedAt()).isNull();
        assertThat(standing("steadyWatch").summary()).contains("No ladder");
        assertThat(standing("steadyWatch").openedAt()).isNotNull();
    }

    @Test
    void aWatchThatHangsIsAnAlertAndHoldsUpNoOther() throws Exception {
        var end = new CountDownLatch(1);
        var asked = new AtomicInteger();
        Watches.steady = () -> {
            asked.incrementAndGet();
            try {
                end.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return List.of();
        };
        Watches.urgent = () -> List.of(alert("money", Severity.CRITICAL));
        lookout.look();
        lookout.look();
        assertThat(asked).as("not asked again before it has come back").hasValue(1);
        assertThat(standing("money").openedAt()).isNotNull();
        assertThat(standing("steadyWatch").name()).isEqualTo("watch-fails");
        end.countDown();
        Watches.steady = List::of;
        Thread.sleep(50);
        lookout.look();
        lookout.look();
        assertThat(alerts.standing()).extracting(AlertView::key).containsExactly("money");
    }

    @Test
    void theOperatorIsToldUntilTheyHaveHeard() throws Exception {
        ANSWER.set(503);
        Watches.urgent = () -> List.of(alert("money", Severity.CRITICAL));
        lookout.look();
        tellAll();
        assertThat(standing("money").untold()).isEqualTo(1);
        assertThat(standing("money").trouble()).contains("503");
        ANSWER.set(204);
        jdbc.sql("update alerts.notice set due_at = now() where due_at is not null")
                .update();
        tellAll();
        assertThat(standing("money").untold()).isZero();
        assertThat(standing("money").trouble()).isNull();
        assertThat(CALLS.stream()
                        .map(call -> call.headers().firstValue("webhook-id"))
                        .distinct())
                .as("the same notice, so that a receiver can tell")
                .hasSize(1);
    }

    @Test
    void whatIsSilencedIsSeenAndNotToldUntilTheSilenceIsOver() throws Exception {
        Watches.steady = () -> List.of(alert("lamp", Severity.CRITICAL));
        lookout.look();
        alerts.silence("test-trouble", "lamp", Duration.ofHours(4), " The lamp is on order. ", "asha@shop.example");
        lookout.look();
        tellAll();
        assertThat(CALLS).isEmpty();
        assertThat(standing("lamp").silence())
                .extracting(AlertView.Silence::reason)
                .isEqualTo("The lamp is on order.");
        alerts.endSilence("test-trouble", "lamp");
        lookout.look();
        tellAll();
        assertThat(CALLS).hasSize(1);
    }

    @Test
    void silenceWantsAReasonAnEndAndAnAlert() {
        assertThatExceptionOfType(Rejection.class)
                .isThrownBy(() -> alerts.silence("test-trouble", "", Duration.ofHours(1), " ", "asha"))
                .extracting(Rejection::code)
                .isEqualTo("reason_missing");
        assertThatExceptionOfType(Rejection.class)
                .isThrownBy(() -> alerts.silence("test-trouble", "", Duration.ofDays(31), "why", "asha"))
                .extracting(Rejection::code)
                .isEqualTo("silence_too_long");
        assertThatExceptionOfType(Rejection.class)
                .isThrownBy(() -> alerts.silence("no-such-alert", "", Duration.ofDays(1), "why", "asha"))
                .extracting(Rejection::code)
                .isEqualTo("alert_not_found");
    }

    private AlertView standing(String key) {
        return alerts.standing().stream()
                .filter(alert -> alert.key().equals(key))
                .findAny()
                .orElseThrow();
    }

    /** Until the job or we have. */
    private void tellAll() {
        teller.tell();
        await().atMost(Duration.ofSeconds(10))
                .until(() ->
                        jdbc.sql("select count(*) from alerts.notice where due_at is not null and last_error is null")
                                        .query(Integer.class)
                                        .single()
                                == 0);
    }

    /** Subjects of the letters to one of the two. */
    private static List<String> heard() throws MessagingException {
        List<String> subjects = new ArrayList<>();
        for (MimeMessage letter : MAIL.getReceivedMessages()) {
            subjects.add(letter.getSubject());
        }
        return subjects.stream().distinct().toList();
    }

    private static void assertSigned(Call call) throws Exception {
        new Webhook(Base64.getEncoder().encodeToString(SECRET)).verify(call.body(), call.headers());
        assertThat(call.body()).isNotEmpty();
        assertThat(Arrays.asList(
                        call.headers().firstValue("X-Webhook-Signature").orElseThrow()))
                .allMatch(signature -> signature.matches("[0-9a-f]{64}"));
    }
}
