package dev.florin.payments;

import static org.assertj.core.api.Assertions.assertThat;

import dev.florin.ApiClient;
import dev.florin.FlorinTest;
import dev.florin.gateways.Callback;
import dev.florin.gateways.Callback.Operation;
import dev.florin.gateways.Exchange;
import dev.florin.gateways.GatewayId;
import dev.florin.gateways.Gateways;
import dev.florin.gateways.Outcome;
import dev.florin.gateways.Outcome.Approved;
import dev.florin.gateways.Outcome.Declined;
import dev.florin.gateways.sandbox.SandboxAcquirer;
import dev.florin.gateways.sandbox.SandboxTalk;
import dev.florin.kernel.Tenant;
import dev.florin.kernel.TypeId;
import dev.florin.merchants.MerchantFixture;
import dev.florin.merchants.Merchants;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** Callbacks and inquiries at once: all of them hear the same, and one writes it down. */
@FlorinTest
class PaymentCallbacksTests {

    static final GatewayId SANDBOX = new GatewayId("sandbox");

    @LocalServerPort
    int port;

    @Autowired
    Merchants merchants;

    @Autowired
    PaymentRepository payments;

    @Autowired
    PaymentCallbacks callbacks;

    @Autowired
    Acquiring acquiring;

    @Autowired
    Gateways gateways;

    @Autowired
    SandboxAcquirer acquirer;

    SandboxTalk talk;
    Tenant tenant;
    PaymentId id;

    @BeforeEach
    void aPaymentThatWaitsForItsCustomerAndWhoseCallbacksAreLost() {
        talk = new SandboxTalk(acquirer.address());
        talk.control("POST", "faults", "{\"fault\":\"callback_lost\",\"times\":0}");
        var merchant = MerchantFixture.merchant(merchants);
        tenant = merchant.tenant();
        var begun = new ApiClient(port, merchant.keyId(), merchant.secret())
                .post("/payments", ApiClient.payment("4000002500003155", ""), "Prefer", "wait=20");
        assertThat(begun.text("status")).as("%s", begun.body()).isEqualTo("requires_action");
        id = PaymentId.of(begun.text("id"));
    }

    @AfterEach
    void allIsWell() {
        talk.control("DELETE", "faults", "");
    }

    @RepeatedTest(10)
    void aCallbackAndAnInquiryThatRaceGiveOneTransition() throws Exception {
        talk.browse("POST", "/3ds/" + id.value(), "outcome=approve");
        var outcome = new Approved("sbx", "A1", PaymentFixture.AMOUNT);
        var start = new CyclicBarrier(6);
        List<Callable<Object>> racers = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            Payment asRead = payments.read(tenant, id).orElseThrow();
            Callback callback = callback(Operation.AUTHORIZE, outcome, i);
            racers.add(() -> {
                start.await();
                return acquiring.resolve(asRead).status();
            });
            racers.add(() -> {
                start.await();
                return callbacks.hear(callback);
            });
        }

        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            assertThat(threads.invokeAll(racers))
                    .extracting(result -> result.get())
                    .containsOnly(true, PaymentStatus.CAPTURED);
        }

        assertThat(payments.events(tenant, id))
                .filteredOn(event ->
                        !(event instanceof PaymentEvent.Accepted) && !(event instanceof PaymentEvent.Initiated))
                .extracting(event -> (Object) event.getClass())
                .containsExactly(PaymentEvent.Authorized.class, PaymentEvent.Captured.class);
        assertThat(told()).as("in the audit trail only if it was the one").isLessThanOrEqualTo(1);
        assertThat(payments.find(tenant, id).orElseThrow().version())
                .isEqualTo(payments.events(tenant, id).size());
    }

    @Test
    void whatIsNotOfPaymentsIsLeftToOthers() {
        var outcome = new Approved("sbx", "A1", PaymentFixture.AMOUNT);
        Callback ours = callback(Operation.AUTHORIZE, outcome, 0);

        assertThat(callbacks.hear(callback(Operation.REFUND, outcome, 0))).isFalse();
        assertThat(callbacks.hear(callback(Operation.CAPTURE, outcome, 0))).isFalse();
        assertThat(callbacks.hear(callback(Operation.CANCEL, outcome, 0))).isFalse();
        assertThat(callbacks.hear(of(ours, new Tenant(tenant.merchant(), true), SANDBOX)))
                .isFalse();
        assertThat(callbacks.hear(of(ours, new Tenant(TypeId.next(), false), SANDBOX)))
                .isFalse();
        assertThat(callbacks.hear(of(ours, tenant, new GatewayId("another")))).isFalse();
        assertThat(payments.find(tenant, id).orElseThrow().status()).isEqualTo(PaymentStatus.REQUIRES_ACTION);
    }

    @Test
    void aCallbackStandsInTheAuditTrailIfItChangedSomething() {
        Callback declined = callback(Operation.AUTHORIZE, new Declined("sbx", "authentication_failed", "No."), 0);

        assertThat(callbacks.hear(declined)).isTrue();
        assertThat(callbacks.hear(declined)).isTrue();

        assertThat(payments.find(tenant, id).orElseThrow().status()).isEqualTo(PaymentStatus.FAILED);
        assertThat(told()).isEqualTo(1);
    }

    @Test
    void aSuccessAfterADeclineIsNotedOnceAndThePaymentStaysFailed() {
        callbacks.hear(callback(Operation.AUTHORIZE, new Declined("sbx", "card_declined", "No."), 0));
        Callback approved = callback(Operation.AUTHORIZE, new Approved("sbx", "A1", PaymentFixture.AMOUNT), 1);

        assertThat(callbacks.hear(approved)).isTrue();
        assertThat(callbacks.hear(approved)).isTrue();

        assertThat(payments.find(tenant, id).orElseThrow().status()).isEqualTo(PaymentStatus.FAILED);
        assertThat(payments.events(tenant, id))
                .filteredOn(PaymentEvent.LateSuccess.class::isInstance)
                .hasSize(1);
        assertThat(told()).isEqualTo(2);
    }

    private long told() {
        return gateways.exchanges(tenant, id.value()).stream()
                .filter(exchange -> exchange.operation().equals("callback"))
                .count();
    }

    private Callback callback(Operation operation, Outcome outcome, int number) {
        return new Callback(
                tenant,
                SANDBOX,
                operation,
                id.value(),
                operation == Operation.AUTHORIZE ? id.value() : TypeId.next(),
                outcome,
                new Exchange(
                        Instant.parse("2026-03-01T10:00:00Z"), Duration.ZERO, "callback", "cb_" + number, null, "{}"));
    }

    private static Callback of(Callback callback, Tenant tenant, GatewayId gateway) {
        return new Callback(
                tenant,
                gateway,
                callback.operation(),
                callback.subject(),
                callback.reference(),
                callback.outcome(),
                callback.exchange());
    }
}
