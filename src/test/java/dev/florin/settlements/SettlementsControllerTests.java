package dev.florin.settlements;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.florin.ApiClient;
import dev.florin.FlorinTest;
import dev.florin.kernel.Once;
import dev.florin.merchants.BankAccount;
import dev.florin.merchants.BankAccounts;
import dev.florin.merchants.MerchantFixture;
import dev.florin.merchants.MerchantFixture.Keyed;
import dev.florin.merchants.Merchants;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.TestPropertySource;

/** What integrators see of settlements: of payments that were really made, and events of all that becomes of them. */
@FlorinTest
@TestPropertySource(properties = {"florin.settlements.percent=2.00", "florin.settlements.fixed.INR=3.00"})
class SettlementsControllerTests {

    @LocalServerPort
    int port;

    @Autowired
    Settlements settlements;

    @Autowired
    Settling settling;

    @Autowired
    Payouts payouts;

    @Autowired
    BankAccounts accounts;

    @Autowired
    Merchants merchants;

    Keyed merchant;
    ApiClient api;

    @BeforeEach
    void aMerchant() {
        merchant = MerchantFixture.merchant(merchants);
        api = new ApiClient(port, merchant.keyId(), merchant.secret());
    }

    @Test
    void aSettlementIsToldWithAllItsLines() {
        String payment = api.pay("4242424242424242").text("id");
        long captured =
                api.get("/payments/" + payment).body().path("amount_captured").asLong();
        String refund = api.post("/payments/" + payment + "/refunds", "{\"amount\":1000}")
                .text("id");
        SettlementView made = settle();

        var told = api.get("/settlements/" + made.id());
        assertThat(told.status()).isEqualTo(200);
        assertThat(told.text("object")).isEqualTo("settlement");
        assertThat(told.text("status")).isEqualTo("created");
        assertThat(told.text("hold")).isEqualTo("bank_account_missing");
        long fee = Math.round(captured * 0.02) + 300;
        assertThat(told.body().path("gross").asLong()).isEqualTo(captured);
        assertThat(told.body().path("fees").asLong()).isEqualTo(fee);
        assertThat(told.body().path("refunds").asLong()).isEqualTo(1000);
        assertThat(told.body().path("amount").asLong()).isEqualTo(captured - fee - 1000);
        assertThat(told.body().path("carried_on").asLong()).isZero();
        assertThat(told.body().path("livemode").asBoolean()).isFalse();
        assertThat(api.get("/settlements").body().path("data").path(0)).isEqualTo(told.body());

        var first = api.get("/settlements/" + made.id() + "/lines?limit=1");
        assertThat(first.body().path("data").path(0).path("payment_id").asString(""))
                .isEqualTo(payment);
        assertThat(first.body().path("data").path(0).path("fee").asLong()).isEqualTo(fee);
        assertThat(first.body().path("has_more").asBoolean()).isTrue();
        var second =
                api.get("/settlements/" + made.id() + "/lines?limit=1&starting_after=" + first.text("next_cursor"));
        assertThat(second.body().path("data").path(0).path("refund_id").asString(""))
                .isEqualTo(refund);
        assertThat(second.body().path("data").path(0).path("amount").asLong()).isEqualTo(-1000);
        assertThat(second.body().path("has_more").asBoolean()).isFalse();
    }

    @Test
    void listsAreNarrowedAndFaultsAreTold() {
        api.pay("4242424242424242");
        SettlementView made = settle();

        assertThat(api.get("/settlements?status=created&currency=INR")
                        .body()
                        .path("data")
                        .size())
                .isEqualTo(1);
        assertThat(api.get("/settlements?status=paid").body().path("data").size())
                .isZero();
        assertThat(api.get("/settlements?currency=JPY").body().path("data").size())
                .isZero();
        assertThat(api.get("/settlements?status=lost").status()).isEqualTo(400);
        assertThat(api.get("/settlements/stl_nothing").text("code")).isEqualTo("settlement_not_found");
        assertThat(api.get("/settlements/" + made.id() + "/lines?starting_after=line_x")
                        .text("code"))
                .isEqualTo("line_not_found");
        assertThat(api.get("/settlements/" + made.id() + "/lines?limit=101").status())
                .isEqualTo(400);
    }

    @Test
    void whatBecomesOfItIsAnnounced() {
        api.post(
                "/webhook-endpoints",
                "{\"url\":\"http://localhost:1/\",\"events\":[\"settlement.created\","
                        + "\"settlement.paid\",\"settlement.failed\"]}");
        api.pay("4242424242424242");
        SettlementView made = settle();
        accounts.replace(merchant.tenant(), BankAccount.of("Tea House", "000123456789", "HDFC0000001"));
        payouts.pay(merchant.tenant(), made.id(), "UTR1", Once.unkeyed());
        payouts.fail(merchant.tenant(), made.id(), "Returned", Once.unkeyed());

        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(events(made))
                        .containsExactlyInAnyOrder("settlement.created", "settlement.paid", "settlement.failed"));
        var events = api.get("/events?object_id=" + made.id()).body().path("data");
        events.forEach(event -> {
            var settlement = event.path("data").path("settlement");
            assertThat(settlement.path("status").asString("")
                            + settlement.path("bank_reference").asString("-"))
                    .as(event.toString())
                    .isEqualTo(
                            switch (event.path("event").asString("")) {
                                case "settlement.created" -> "created-";
                                case "settlement.paid" -> "paidUTR1";
                                default -> "failedUTR1";
                            });
        });
    }

    private List<String> events(SettlementView made) {
        var names = new ArrayList<String>();
        api.get("/events?object_id=" + made.id())
                .body()
                .path("data")
                .forEach(event -> names.add(event.path("event").asString("")));
        return names;
    }

    /** All that has happened until now. */
    private SettlementView settle() {
        Instant now = Instant.now();
        await().atMost(Duration.ofSeconds(30)).until(() -> settling.horizon().isAfter(now));
        return await().atMost(Duration.ofSeconds(30))
                .until(() -> settlements.settleNow(merchant.tenant()), made -> !made.isEmpty())
                .getFirst();
    }
}
