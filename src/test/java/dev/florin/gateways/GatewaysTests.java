package dev.florin.gateways;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.florin.gateways.Instruction.Authorize;
import dev.florin.gateways.Instruction.Cancel;
import dev.florin.gateways.Instruction.Capture;
import dev.florin.gateways.Instruction.Refund;
import dev.florin.gateways.Instrument.Card;
import dev.florin.gateways.Instrument.Upi;
import dev.florin.gateways.Instrument.UpiFlow;
import dev.florin.gateways.Outcome.Action;
import dev.florin.gateways.Outcome.Approved;
import dev.florin.gateways.Outcome.Declined;
import dev.florin.gateways.Outcome.NotFound;
import dev.florin.gateways.Outcome.NotSent;
import dev.florin.gateways.Outcome.Pending;
import dev.florin.gateways.Outcome.Unknown;
import dev.florin.gateways.sandbox.SandboxAcquirer;
import dev.florin.gateways.sandbox.SandboxFixture;
import dev.florin.gateways.sandbox.SandboxLog;
import dev.florin.gateways.sandbox.SandboxOptions;
import dev.florin.gateways.sandbox.SandboxTalk;
import dev.florin.kernel.Money;
import dev.florin.kernel.Rejection;
import dev.florin.kernel.Tenant;
import dev.florin.kernel.TypeId;
import dev.florin.platform.Traces;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mockito.Mockito;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** Florin's side and the acquirer's, with real HTTP between them. */
class GatewaysTests {

    static final GatewayId SANDBOX = new GatewayId("sandbox");
    static final Tenant TENANT = new Tenant(TypeId.next(), false);
    static final Money TEN_RUPEES = Money.of(1000, "INR");

    @TempDir
    Path directory;

    Path log;
    SandboxAcquirer acquirer;
    SandboxTalk talk;
    SimpleMeterRegistry meters;
    Lines lines;
    Gateways gateways;

    /** Loads what the first call loads, so that a busy machine's slow start is not taken for a time-out. */
    @BeforeAll
    static void warmUp(@TempDir Path directory) {
        try (SandboxAcquirer acquirer = SandboxFixture.start(directory.resolve("facts.jsonl"));
                SandboxClient client = client(acquirer, Duration.ofSeconds(60))) {
            assertThat(client.send(card("4242424242424242", true)).outcome()).isInstanceOf(Approved.class);
        }
    }

    private static SandboxClient client(SandboxAcquirer acquirer, Duration patience) {
        AcquirerHttp http = new AcquirerHttp(Duration.ofSeconds(2), patience, 64, Traces.NONE);
        return new SandboxClient(
                http,
                acquirer.address(),
                SandboxOptions.DEFAULT_KEY,
                false,
                new SandboxCallbacks(SandboxOptions.DEFAULT_CALLBACK_SECRET, InstantSource.system()),
                InstantSource.system());
    }

    @BeforeEach
    void start() {
        log = directory.resolve("facts.jsonl");
        acquirer = SandboxFixture.start(log);
        talk = new SandboxTalk(acquirer.address());
        meters = new SimpleMeterRegistry();
        SandboxClient client = client(acquirer, Duration.ofSeconds(2));
        List<Duration> pauses = List.of(Duration.ofMillis(10), Duration.ofMillis(20), Duration.ofMillis(40));
        var sensitive = new GatewaysProperties.Breaker(10, 5, 50, Duration.ofSeconds(5), Duration.ofMillis(500), 2);
        CircuitBreaker breaker = CircuitBreaker.of("sandbox", GatewaysConfiguration.config(sensitive));
        lines = new Lines(
                List.of(new Line(client, new Circuit(breaker), pauses, new RequestMeter(meters), Traces.NONE)));
        var unused = new GatewaysProperties.Sandbox(null, null, null, Duration.ZERO, Duration.ZERO, 1, false);
        GatewaysProperties properties = new GatewaysProperties("sandbox", pauses, sensitive, unused);
        gateways = new Gateways(
                lines,
                Mockito.mock(AuditTrail.class),
                Mockito.mock(CallbackRepository.class),
                properties,
                InstantSource.system());
    }

    @AfterEach
    void stop() {
        lines.close();
        acquirer.close();
    }

    static Authorize card(String number, boolean capture) {
        Card card = new Card(number, 12, 2090, "123", "A. Shopper");
        return new Authorize(TENANT, TypeId.next(), TEN_RUPEES, capture, card, "Tea", null);
    }

    static Authorize upi(UpiFlow flow, @Nullable String vpa) {
        return new Authorize(TENANT, TypeId.next(), TEN_RUPEES, true, new Upi(flow, vpa), "Tea", null);
    }

    long approvals(UUID reference) {
        return SandboxLog.read(log).approvals(reference);
    }

    Outcome execute(Instruction instruction) {
        return gateways.execute(SANDBOX, instruction).outcome();
    }

    @Test
    void moneyIsAuthorisedCapturedRefundedAndReleased() {
        Authorize authorize = card("4242424242424242", false);
        UUID authorization = authorize.reference();
        Money four = Money.of(400, "INR");
        Refund refund = new Refund(TENANT, TypeId.next(), authorization, four);

        assertThat(execute(authorize)).isInstanceOfSatisfying(Approved.class, approved -> {
            assertThat(approved.amount()).isEqualTo(TEN_RUPEES);
            assertThat(approved.authCode()).isNotNull();
        });
        assertThat(execute(new Capture(TENANT, TypeId.next(), authorization, four, false)))
                .isInstanceOfSatisfying(
                        Approved.class,
                        approved -> assertThat(approved.amount()).isEqualTo(four));
        assertThat(execute(new Cancel(TENANT, TypeId.next(), authorization)))
                .isInstanceOfSatisfying(
                        Approved.class,
                        approved -> assertThat(approved.amount()).isEqualTo(Money.of(600, "INR")));
        assertThat(execute(refund)).isInstanceOf(Pending.class);
        await().until(() -> gateways.inquire(SANDBOX, refund.reference()).outcome() instanceof Approved);
        assertThat(SandboxLog.read(log).totals().get("INR")).isEqualTo(new SandboxLog.Totals(400, 400, 600));
    }

    @Test
    void aDeclineIsFinalAndNotTriedAgain() {
        Answer answer = gateways.execute(SANDBOX, card("4000000000009995", true));

        assertThat(answer.outcome())
                .isInstanceOfSatisfying(
                        Declined.class, declined -> assertThat(declined.code()).isEqualTo("insufficient_funds"));
        assertThat(answer.exchanges()).hasSize(1);
    }

    @Test
    void aCancelOfWhatNeverArrivedIsApprovedAndBinds() {
        Authorize late = card("4242424242424242", true);

        assertThat(execute(new Cancel(TENANT, TypeId.next(), late.reference()))).isInstanceOf(Approved.class);
        assertThat(execute(late))
                .isInstanceOfSatisfying(
                        Declined.class, declined -> assertThat(declined.code()).isEqualTo("voided"));
    }

    @Test
    void customersAreSentWhereTheyHaveToAct() {
        Action code = action(execute(upi(UpiFlow.QR, null)));
        Action page = action(execute(card("4000002500003155", true)));

        assertThat(code.kind()).isEqualTo(Action.Kind.UPI_QR);
        assertThat(code.url()).startsWith("upi://pay?");
        assertThat(page.kind()).isEqualTo(Action.Kind.REDIRECT);
        assertThat(page.url()).contains("/3ds/");
        assertThat(execute(upi(UpiFlow.COLLECT, "failure@upi"))).isInstanceOf(Declined.class);
    }

    private static Action action(Outcome outcome) {
        return Objects.requireNonNull(((Pending) outcome).action());
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "error_5xx_before,4000090000000037",
        "error_5xx_after,4000090000000045",
        "cut_before,4000090000000052",
        "cut_after,4000090000000060",
        "garbage,4000090000000094",
        "refuse,4000090000000102"
    })
    void passingFaultsAreTriedAgainWithTheSameReference(String fault, String number) {
        Authorize authorize = card(number, true);

        Answer answer = gateways.execute(SANDBOX, authorize);

        assertThat(answer.outcome()).isInstanceOf(Approved.class);
        assertThat(answer.exchanges()).as(fault).hasSize(2);
        assertThat(approvals(authorize.reference())).isEqualTo(1);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({"timeout_after_charge,4000090000000011,1", "late_answer,4000090000000078,1"})
    void aTimeOutIsUnknownUntilAsked(String fault, String number, long charges) {
        Authorize authorize = card(number, true);

        Answer answer = gateways.execute(SANDBOX, authorize);

        assertThat(answer.outcome()).isInstanceOf(Unknown.class);
        assertThat(answer.exchanges()).as("one try of " + fault).hasSize(1);
        assertThat(gateways.inquire(SANDBOX, authorize.reference()).outcome()).isInstanceOf(Approved.class);
        assertThat(approvals(authorize.reference())).isEqualTo(charges);
    }

    @Test
    void aTimeOutBeforeTheChargeIsUnknownUntilAskedToo() {
        Authorize authorize = card("4000090000000029", true);

        assertThat(execute(authorize)).isInstanceOf(Unknown.class);
        assertThat(gateways.inquire(SANDBOX, authorize.reference()).outcome()).isInstanceOf(NotFound.class);
        assertThat(approvals(authorize.reference())).isZero();
    }

    @Test
    void aLateSuccessIsPendingFirst() {
        Authorize authorize = card("4000090000000086", true);

        assertThat(execute(authorize)).isInstanceOf(Pending.class);
        await().until(() -> gateways.inquire(SANDBOX, authorize.reference()).outcome() instanceof Approved);
    }

    @Test
    void errorsToTheLastTryAreUnknown() {
        talk.control("POST", "faults", "{\"fault\":\"error_5xx_after\",\"times\":4}");
        Authorize authorize = card("4242424242424242", true);

        Answer answer = gateways.execute(SANDBOX, authorize);

        assertThat(answer.outcome()).isInstanceOf(Unknown.class);
        assertThat(answer.exchanges()).hasSize(4);
        assertThat(approvals(authorize.reference())).isEqualTo(1);
    }

    @Test
    void whatIsCertainlyNotSentIsToldSo() {
        acquirer.close();

        Answer answer = gateways.execute(SANDBOX, card("4242424242424242", true));

        assertThat(answer.outcome()).isInstanceOf(NotSent.class);
        assertThat(answer.exchanges()).hasSize(4).allMatch(exchange -> exchange.status() == null);
        assertThat(gateways.inquire(SANDBOX, TypeId.next()).outcome()).isInstanceOf(Unknown.class);
    }

    @Test
    void notSentAfterATryThatMayHaveArrivedIsUnknown() {
        talk.control("POST", "faults", "{\"fault\":\"cut_after\"}");
        Authorize authorize = card("4242424242424242", true);
        Circuit circuit = new Circuit(CircuitBreaker.ofDefaults("closed"));
        SandboxClient client = client(acquirer, Duration.ofSeconds(2));
        Line closing = new Line(client, circuit, List.of(Duration.ZERO), (_, _) -> acquirer.close(), Traces.NONE);

        assertThat(closing.execute(authorize).outcome()).isInstanceOf(Unknown.class);
        closing.close();
    }

    @Test
    void theCircuitOpensAndAnInquiryFindsOutThatItNeedNot() {
        talk.control("POST", "faults", "{\"fault\":\"refuse\",\"times\":8}");
        execute(card("4242424242424242", true));
        execute(card("4242424242424242", true));
        assertThat(gateways.circuit(SANDBOX)).contains("open");

        Answer refused = gateways.execute(SANDBOX, card("4242424242424242", true));
        assertThat(refused).isEqualTo(new Answer(new NotSent("circuit open"), List.of()));

        talk.control("DELETE", "faults", "");
        assertThat(gateways.inquire(SANDBOX, TypeId.next()).outcome()).isInstanceOf(NotFound.class);
        assertThat(gateways.circuit(SANDBOX)).contains("half_open");
        execute(card("4242424242424242", true));
        execute(card("4242424242424242", true));
        assertThat(gateways.circuit(SANDBOX)).contains("closed");
    }

    @Test
    void anOpenCircuitTriesAgainByItselfAfterAWhile() {
        talk.control("POST", "faults", "{\"fault\":\"refuse\",\"times\":8}");
        execute(card("4242424242424242", true));
        execute(card("4242424242424242", true));
        talk.control("DELETE", "faults", "");

        await().until(() -> execute(card("4242424242424242", true)) instanceof Approved);
    }

    @Test
    void anInterruptEndsItAsUnknown() throws InterruptedException {
        talk.control("POST", "faults", "{\"fault\":\"timeout_after_charge\"}");
        Outcome[] outcome = new Outcome[1];
        Thread caller = Thread.startVirtualThread(() -> outcome[0] = execute(card("4242424242424242", true)));
        await().until(() -> !SandboxLog.read(log).charges().isEmpty());

        caller.interrupt();
        caller.join(Duration.ofMillis(1000));

        assertThat(outcome[0]).isInstanceOf(Unknown.class);
    }

    @Test
    void noCardDataIsInTheTrail() {
        Answer answer = gateways.execute(SANDBOX, card("4242424242424242", true));

        Exchange exchange = answer.exchanges().getFirst();
        assertThat(exchange.request()).contains("424242******4242", "\"***\"").doesNotContain("4242424242", "\"123\"");
        assertThat(exchange.operation()).isEqualTo("authorize");
        assertThat(exchange.status()).isEqualTo(200);
    }

    @Test
    void aRunningTransactionIsRefused() {
        TransactionSynchronizationManager.setActualTransactionActive(true);
        try {
            assertThatThrownBy(() -> execute(card("4242424242424242", true))).isInstanceOf(IllegalStateException.class);
            assertThatThrownBy(() -> gateways.inquire(SANDBOX, TypeId.next()))
                    .isInstanceOf(IllegalStateException.class);
        } finally {
            TransactionSynchronizationManager.setActualTransactionActive(false);
        }
    }

    @Test
    void theSandboxServesTestModeOnly() {
        assertThat(gateways.route(TENANT)).isEqualTo(SANDBOX);
        assertThatThrownBy(() -> gateways.route(new Tenant(TENANT.merchant(), true)))
                .isInstanceOfSatisfying(Rejection.class, rejection -> {
                    assertThat(rejection.kind()).isEqualTo(Rejection.Kind.UNAVAILABLE);
                    assertThat(rejection.code()).isEqualTo("no_gateway");
                });
    }

    @Test
    void everyCallIsTimed() {
        execute(card("4000000000000002", true));

        assertThat(meters.get("florin.gateways.requests")
                        .tags("gateway", "sandbox", "operation", "authorize", "outcome", "declined")
                        .timer()
                        .count())
                .isEqualTo(1);
    }
}
