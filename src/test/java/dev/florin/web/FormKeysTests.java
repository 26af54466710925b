package dev.florin.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.florin.ApiClient;
import dev.florin.FlorinTest;
import dev.florin.kernel.Once;
import dev.florin.kernel.Once.Keys.Memory;
import dev.florin.kernel.Prefer;
import dev.florin.kernel.Rejection;
import dev.florin.kernel.Tenant;
import dev.florin.merchants.MerchantFixture;
import dev.florin.merchants.MerchantFixture.Keyed;
import dev.florin.merchants.Merchants;
import dev.florin.payments.PaymentId;
import dev.florin.refunds.CreateRefund;
import dev.florin.refunds.RefundView;
import dev.florin.refunds.Refunds;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** A form that is sent twice does once what it asks for, and both times one is told the same. */
@FlorinTest
class FormKeysTests {

    @LocalServerPort
    int port;

    @Autowired
    Merchants merchants;

    @Autowired
    Refunds refunds;

    @Autowired
    Once.Keys keys;

    ApiClient api;
    Tenant tenant;
    PaymentId payment;

    @BeforeEach
    void aPayment() {
        Keyed merchant = MerchantFixture.merchant(merchants);
        tenant = merchant.tenant();
        api = new ApiClient(port, merchant.keyId(), merchant.secret());
        payment = PaymentId.of(api.pay("4242424242424242").text("id"));
    }

    @Test
    void manyClicksMakeOneRefund() throws Exception {
        String token = UUID.randomUUID().toString();
        try (var clicks = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Memory>> answers = IntStream.range(0, 6)
                    .mapToObj(_ -> clicks.submit(() -> refund(token, 10_000)))
                    .toList();
            Set<String> told = answers.stream().map(FormKeysTests::text).collect(Collectors.toSet());
            assertThat(told).hasSize(1);
        }
        assertThat(api.get("/refunds?payment_id=" + payment).body().path("data"))
                .hasSize(1);
    }

    @Test
    void whatWasDoneBeforeIsSaidToBe() {
        Memory first = refund("once", 10_000);
        Memory again = refund("once", 10_000);
        assertThat(first.isOld()).isFalse();
        assertThat(again).isEqualTo(new Memory(first.text(), true));
        assertThat(first.text()).startsWith("rfnd_");
    }

    @Test
    void otherValuesUnderTheSameTokenAreRefused() {
        refund("token", 10_000);
        assertThatThrownBy(() -> refund("token", 20_000))
                .isInstanceOfSatisfying(
                        Rejection.class, r -> assertThat(r.kind()).isEqualTo(Rejection.Kind.CONFLICT))
                .hasMessageContaining("sent before");
        assertThat(api.get("/refunds?payment_id=" + payment).body().path("data"))
                .hasSize(1);
    }

    @Test
    void whatWasRefusedMayBeMendedAndSentAgain() {
        assertThatThrownBy(() -> refund("t", 90_000)).isInstanceOf(Rejection.class);
        assertThat(refund("t", 40_000).isOld()).isFalse();
    }

    @Test
    void aKeyOfTheApisIsAnother() {
        String key = UUID.randomUUID().toString();
        api.post("/payments/" + payment + "/refunds", "{\"amount\":10000}", "Idempotency-Key", key);
        assertThat(refund(key, 10_000).isOld()).isFalse();
    }

    @Test
    void aTokenThatIsNoneIsRefused() {
        assertThatThrownBy(() -> refund("", 10_000)).isInstanceOf(Rejection.class);
        assertThatThrownBy(() -> refund("x".repeat(300), 10_000)).isInstanceOf(Rejection.class);
    }

    private static String text(Future<Memory> answer) {
        try {
            return answer.get().text();
        } catch (InterruptedException | ExecutionException e) {
            throw new AssertionError(e);
        }
    }

    private Memory refund(String token, long amount) {
        return keys.<RefundView>run(
                tenant,
                token,
                "refund %s %d".formatted(payment, amount),
                refund -> refund.id().toString(),
                once -> refunds.create(
                        tenant, new CreateRefund(payment, amount, null, Map.of()), Prefer.NO_WAIT, once));
    }
}
