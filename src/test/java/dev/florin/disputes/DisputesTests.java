package dev.florin.disputes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.florin.ApiClient;
import dev.florin.ApiClient.Reply;
import dev.florin.FlorinTest;
import dev.florin.gateways.Chargeback;
import dev.florin.gateways.Exchange;
import dev.florin.gateways.GatewayId;
import dev.florin.gateways.sandbox.SandboxAcquirer;
import dev.florin.gateways.sandbox.SandboxLog;
import dev.florin.gateways.sandbox.SandboxOptions;
import dev.florin.gateways.sandbox.SandboxTalk;
import dev.florin.kernel.Money;
import dev.florin.kernel.TypeId;
import dev.florin.ledger.Ledger;
import dev.florin.merchants.MerchantFixture;
import dev.florin.merchants.MerchantFixture.Keyed;
import dev.florin.merchants.Merchants;
import dev.florin.payments.StoredPayments;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** Disputes of real payments at the acquirer inside Florin, told by its callbacks or found by asking. */
@FlorinTest
class DisputesTests {

    static final String GOOD = "4242424242424242";
    static final byte[] PDF = "%PDF-1.7 a delivery slip".getBytes(java.nio.charset.StandardCharsets.US_ASCII);
    static final Duration PATIENCE = Duration.ofSeconds(20);

    @LocalServerPort
    int port;

    @Autowired
    Merchants merchants;

    @Autowired
    Ledger ledger;

    @Autowired
    DataSource database;

    @Autowired
    SandboxAcquirer acquirer;

    @Autowired
    SandboxOptions options;

    @Autowired
    DisputeRepository disputes;

    @Autowired
    DisputeNews news;

    @Autowired
    Disputing disputing;

    Keyed merchant;
    ApiClient api;
    SandboxTalk bank;

    @BeforeEach
    void aMerchant() {
        merchant = MerchantFixture.merchant(merchants);
        api = new ApiClient(port, merchant.keyId(), merchant.secret());
        bank = new SandboxTalk(acquirer.address());
    }

    @AfterEach
    void theBooksAgree() {
        bank.control("DELETE", "faults", "");
        assertThat(ledger.trialBalance()).allMatch(Money::isZero);
        List<DisputeView> rows = disputes.list(
                merchant.tenant(),
                new Disputes.DisputeFilter(java.util.Set.of(), null, null, null, null),
                dev.florin.kernel.PageQuery.first(100));
        for (DisputeView row : rows) {
            DisputeView told = DisputeView.of(
                    disputes.read(merchant.tenant(), row.id()).orElseThrow(), java.util.Map.of(), List.of());
            assertThat(row.status()).isEqualTo(told.status());
            assertThat(row.dueBy()).isEqualTo(told.dueBy());
            assertThat(row.asking()).isEqualTo(told.asking());
            assertThat(row.problem()).isEqualTo(told.problem());
            assertThat(row.submittedAt()).isEqualTo(told.submittedAt());
            assertThat(row.closedAt()).isEqualTo(told.closedAt());
            assertThat(row.version()).isEqualTo(told.version());
            assertThat(new StoredPayments(database)
                            .contradiction(
                                    merchant.tenant(), row.terms().payment().value()))
                    .isEmpty();
        }
    }

    @Test
    void aDisputeHoldsItsMoneyUntilItIsWon() {
        String payment = api.pay(ApiClient.DISPUTED).text("id");
        Reply dispute = api.awaitDispute(payment, PATIENCE);

        assertThat(dispute.text("id")).startsWith("dp_");
        assertThat(dispute.text("status")).isEqualTo("needs_response");
        assertThat(dispute.text("reason")).isEqualTo("fraudulent");
        assertThat(dispute.number("amount")).isEqualTo(50_000);
        assertThat(dispute.number("evidence_due_by")).isBetween(in(6), in(8));
        assertThat(balance("disputes")).isEqualTo(50_000);
        assertThat(balance("merchant")).isZero();
        Reply paid = api.get("/payments/" + payment);
        assertThat(paid.text("status")).isEqualTo("captured");
        assertThat(paid.number("amount_disputed")).isEqualTo(50_000);
        assertThat(paid.number("amount_refundable")).isZero();
        assertThat(api.post("/payments/" + payment + "/refunds", "{}").text("code"))
                .isEqualTo("payment_not_refundable");

        Reply sent = evidence(dispute, "{\"evidence\":{\"other\":\"winning_evidence\"},\"submit\":true}");

        assertThat(sent.status()).as("%s", sent.body()).isEqualTo(200);
        Reply won = awaitStatus(dispute, "won");
        assertThat(won.number("closed_at")).isPositive();
        assertThat(won.body().at("/evidence/other").asString()).isEqualTo("winning_evidence");
        assertThat(balance("disputes")).isZero();
        assertThat(balance("merchant")).isEqualTo(50_000);
        assertThat(api.get("/payments/" + payment).number("amount_refundable")).isEqualTo(50_000);
        assertThat(api.post("/payments/" + payment + "/refunds", "{}", "Prefer", "wait=20")
                        .text("status"))
                .isEqualTo("processed");
        assertThat(balance("acquirer:sandbox")).isZero();
    }

    @Test
    void aLostDisputeIsTheCustomers() {
        Reply dispute = disputed();

        evidence(dispute, "{\"evidence\":{\"product_description\":\"Tea, losing_evidence\"},\"submit\":true}");

        awaitStatus(dispute, "lost");
        assertThat(balance("disputes")).isZero();
        assertThat(balance("merchant")).isZero();
        assertThat(balance("acquirer:sandbox")).isZero();
        Reply paid = api.get("/payments/" + dispute.text("payment_id"));
        assertThat(paid.number("amount_disputed")).isEqualTo(50_000);
        assertThat(paid.number("amount_refundable")).isZero();
        assertThat(evidence(dispute, "{\"submit\":true}").text("code")).isEqualTo("dispute_not_open");
    }

    @Test
    void anAcceptedDisputeIsTheCustomersAtOnceAndOnce() {
        Reply dispute = disputed();
        String accept = "/disputes/" + dispute.text("id") + "/accept";

        List<Reply> replies =
                together(20, _ -> api.post(accept, "", "Idempotency-Key", "one-acceptance-" + dispute.text("id")));

        assertThat(replies)
                .allSatisfy(r -> assertThat(r.status()).as("%s", r.body()).isIn(200, 409));
        awaitStatus(dispute, "accepted");
        assertThat(api.post(accept, "").text("code")).isEqualTo("dispute_not_open");
        assertThat(balance("acquirer:sandbox")).isZero();
        assertThat(facts().disputes().values())
                .filteredOn(d -> d.authorization().equals(reference(dispute)))
                .singleElement()
                .satisfies(d -> assertThat(d.status()).isEqualTo("accepted"));
    }

    @Test
    void withoutEvidenceADisputeIsLostAtItsDeadline() {
        Reply dispute = disputed();
        Instant soon = Instant.now().plusSeconds(2);

        bank.control(
                "POST",
                "disputes/" + dispute.text("acquirer_reference") + "/deadline",
                "{\"due_by\":\"%s\"}".formatted(soon));

        await().atMost(PATIENCE).until(() -> get(dispute).number("evidence_due_by") == soon.getEpochSecond());
        awaitStatus(dispute, "lost");
        assertThat(evidence(dispute, "{\"evidence\":{\"other\":\"late\"}}").text("code"))
                .isEqualTo("dispute_not_open");
    }

    @Test
    void aDraftIsKeptAndFilesAreSubmittedWithIt() throws Exception {
        Reply dispute = disputed();
        evidence(dispute, "{\"evidence\":{\"customer_name\":\"Asha\",\"refund_policy\":\"None\"}}");
        Reply draft = evidence(dispute, "{\"evidence\":{\"customer_name\":\"Asha Rao\",\"refund_policy\":\"\"}}");
        assertThat(draft.text("status")).isEqualTo("needs_response");
        assertThat(draft.body().path("evidence").toString()).isEqualTo("{\"customer_name\":\"Asha Rao\"}");

        Reply first = upload(dispute, "slip.pdf", PDF, "key-1");
        assertThat(first.status()).as("%s", first.body()).isEqualTo(201);
        assertThat(upload(dispute, "slip.pdf", PDF, "key-1").text("id")).isEqualTo(first.text("id"));
        assertThat(upload(dispute, "other.pdf", "%PDF-2".getBytes(), "key-1").text("code"))
                .isEqualTo("idempotency_error");
        assertThat(upload(dispute, "page.html", "<html>".getBytes(), null).text("code"))
                .isEqualTo("file_type_unsupported");
        Reply large = upload(dispute, "large.pdf", new byte[NewFile.LARGEST + 1], null);
        assertThat(large.status()).as("%s", large.body()).isIn(413, 422);
        Reply second = upload(dispute, "photo.png", java.util.HexFormat.of().parseHex("89504e470d0a1a0a00"), null);
        assertThat(api.delete("/disputes/" + dispute.text("id") + "/files/" + second.text("id"))
                        .status())
                .isEqualTo(204);
        for (int i = 0; i < NewFile.MOST - 1; i++) {
            assertThat(upload(dispute, "a" + i + ".pdf", PDF, null).status()).isEqualTo(201);
        }
        assertThat(upload(dispute, "one-too-many.pdf", PDF, null).text("code")).isEqualTo("too_many_files");

        var download = java.net.http.HttpClient.newHttpClient()
                .send(
                        api.request("/disputes/" + dispute.text("id") + "/files/" + first.text("id"))
                                .build(),
                        java.net.http.HttpResponse.BodyHandlers.ofByteArray());
        assertThat(download.body()).isEqualTo(PDF);
        assertThat(download.headers().firstValue("Content-Disposition"))
                .hasValueSatisfying(h -> assertThat(h).startsWith("attachment").contains("slip.pdf"));
        assertThat(download.headers().firstValue("X-Content-Type-Options")).hasValue("nosniff");

        Reply sent = evidence(dispute, "{\"submit\":true}");
        assertThat(sent.text("status")).as("%s", sent.body()).isEqualTo("under_review");
        assertThat(sent.body().path("files").size()).isEqualTo(NewFile.MOST);
        assertThat(upload(dispute, "late.pdf", PDF, null).text("code")).isEqualTo("dispute_not_open");
        assertThat(upload(dispute, "slip.pdf", PDF, "key-1").text("id"))
                .as("what was answered before")
                .isEqualTo(first.text("id"));
        assertThat(api.delete("/disputes/" + dispute.text("id") + "/files/" + first.text("id"))
                        .status())
                .isEqualTo(409);

        bank.control("POST", "disputes/" + dispute.text("acquirer_reference") + "/win", "");
        awaitStatus(dispute, "won");
    }

    @Test
    void unknownFieldsOfEvidenceAreRefused() {
        Reply dispute = disputed();

        assertThat(evidence(dispute, "{\"evidence\":{\"weather\":\"fine\"}}").status())
                .isEqualTo(400);
        assertThat(evidence(dispute, "{\"submit\":true}").text("code")).isEqualTo("evidence_empty");
        assertThat(evidence(dispute, "{\"evidence\":{\"other\":\"%s\"}}".formatted("x".repeat(5001)))
                        .status())
                .isEqualTo(422);
    }

    @Test
    void aCardNumberInEvidenceIsNotKept() {
        Reply draft = evidence(
                disputed(),
                "{\"evidence\":{\"customer_communication\":\"My card is 4242 4242 4242 4242\",\"shipping_tracking\":\"9400111899223100001234\"}}");

        assertThat(draft.body().at("/evidence/customer_communication").asString())
                .isEqualTo("My card is 424242******4242");
        assertThat(draft.body().at("/evidence/shipping_tracking").asString()).isEqualTo("9400111899223100001234");
    }

    @Test
    void aLostCallbackCostsTimeOnly() {
        bank.control(
                "POST", "faults", "{\"match\":{\"operation\":\"dispute\"},\"fault\":\"callback_lost\",\"times\":0}");
        String payment = api.pay(ApiClient.DISPUTED).text("id");
        await().atMost(PATIENCE)
                .until(() -> facts().disputes().values().stream()
                        .anyMatch(d -> d.authorization()
                                .equals(TypeId.parse("pay", payment).orElseThrow())));
        assertThat(of(payment).body().path("data").size()).isZero();

        news.ask();

        Reply dispute = api.awaitDispute(payment, PATIENCE);
        bank.control("POST", "disputes/" + dispute.text("acquirer_reference") + "/lose", "");
        news.ask();
        assertThat(get(dispute).text("status")).isEqualTo("lost");
        news.ask();
        assertThat(of(payment).body().path("data").size()).isEqualTo(1);
    }

    @Test
    void callbacksThatComeTwiceAndInAnotherOrderChangeNothingTwice() {
        bank.control(
                "POST", "faults", "{\"match\":{\"operation\":\"dispute\"},\"fault\":\"callback_doubled\",\"times\":0}");
        Reply dispute = disputed();
        evidence(dispute, "{\"evidence\":{\"other\":\"winning_evidence\"},\"submit\":true}");
        awaitStatus(dispute, "won");

        Chargeback late = told(dispute, Chargeback.Status.NEEDS_RESPONSE, 50_000);
        assertThat(disputing.hear(new GatewayId("sandbox"), late, exchange())).isTrue();
        assertThat(disputing.hear(new GatewayId("sandbox"), told(dispute, Chargeback.Status.LOST, 50_000), exchange()))
                .isTrue();

        assertThat(get(dispute).text("status")).isEqualTo("won");
        assertThat(balance("merchant")).isEqualTo(50_000);
        assertThat(of(dispute.text("payment_id")).body().path("data").size()).isEqualTo(1);
    }

    @Test
    void manyWhoHearOfANewDisputeAtOnceMakeOne() {
        String payment = api.pay(GOOD).text("id");
        UUID id = UUID.randomUUID();
        Chargeback told = chargeback(payment, id.toString(), Chargeback.Status.WON, 50_000);

        List<Boolean> heard = together(20, _ -> disputing.hear(new GatewayId("sandbox"), told, exchange()));

        assertThat(heard).containsOnly(true);
        Reply dispute = of(payment);
        assertThat(dispute.body().path("data").size()).isEqualTo(1);
        assertThat(dispute.body().at("/data/0/status").asString()).isEqualTo("won");
        assertThat(balance("merchant")).isEqualTo(50_000);
    }

    @Test
    void whatIsToldOfAPaymentThatIsNotKnownHereIsNobodys() {
        Chargeback told = chargeback(TypeId.format("pay", TypeId.next()), "x", Chargeback.Status.NEEDS_RESPONSE, 1);

        assertThat(disputing.hear(new GatewayId("sandbox"), told, exchange())).isFalse();
    }

    @Test
    void fiftyRefundsAndADisputeAtOnceNeverGiveBackWhatIsHeld() {
        String payment = api.pay(GOOD).text("id");
        UUID authorization = TypeId.parse("pay", payment).orElseThrow();

        List<Reply> replies = together(51, i -> {
            if (i == 25) {
                bank.control(
                        "POST", "disputes", "{\"authorization\":\"%s\",\"amount\":30000}".formatted(authorization));
            }
            return i == 25
                    ? api.get("/payments/" + payment)
                    : api.post("/payments/" + payment + "/refunds", "{\"amount\":1000}");
        });

        Reply dispute = api.awaitDispute(payment, PATIENCE);
        long granted = replies.stream().filter(r -> r.status() == 201).count();
        await().atMost(PATIENCE)
                .until(() -> api.get("/payments/" + payment).number("amount_refunded") == granted * 1000);
        Reply paid = api.get("/payments/" + payment);
        assertThat(paid.number("amount_disputed")).isEqualTo(30_000);
        assertThat(paid.number("amount_refundable")).isEqualTo(Math.max(0, 50_000 - 30_000 - granted * 1000));
        assertThat(balance("disputes")).isEqualTo(30_000);
        assertThat(balance("merchant")).isEqualTo(20_000 - granted * 1000);
        if (paid.number("amount_refundable") == 0) {
            assertThat(api.post("/payments/" + payment + "/refunds", "{\"amount\":1000}")
                            .status())
                    .isEqualTo(409);
        }
        bank.control("POST", "disputes/" + dispute.text("acquirer_reference") + "/win", "");
        awaitStatus(dispute, "won");
        assertThat(api.get("/payments/" + payment).number("amount_refundable")).isEqualTo(50_000 - granted * 1000);
    }

    @Test
    void whatWasRefundedCanBeDisputedAndLostAllTheSame() {
        String payment = api.pay(GOOD).text("id");
        api.post("/payments/" + payment + "/refunds", "{}", "Prefer", "wait=20");
        assertThat(api.get("/payments/" + payment).text("status")).isEqualTo("refunded");
        bank.control(
                "POST",
                "disputes",
                "{\"authorization\":\"%s\",\"reason\":\"credit_not_processed\"}"
                        .formatted(TypeId.parse("pay", payment).orElseThrow()));

        Reply dispute = api.awaitDispute(payment, PATIENCE);

        assertThat(dispute.text("reason")).isEqualTo("credit_not_processed");
        assertThat(balance("merchant")).isEqualTo(-50_000);
        bank.control("POST", "disputes/" + dispute.text("acquirer_reference") + "/lose", "");
        awaitStatus(dispute, "lost");
        assertThat(balance("disputes")).isZero();
        assertThat(balance("merchant")).isEqualTo(-50_000);
        assertThat(balance("acquirer:sandbox")).isEqualTo(-50_000);
    }

    @Test
    void aSubmissionThatMayNotHaveBeenHeardIsMadeAgainAndHeardOnce() {
        Reply dispute = disputed();
        String id = dispute.text("acquirer_reference");
        bank.control(
                "POST",
                "faults",
                "{\"match\":{\"operation\":\"dispute\",\"reference\":\"%s\"},\"fault\":\"error_5xx_after\",\"times\":1}"
                        .formatted(id));

        Reply sent = evidence(
                dispute,
                "{\"evidence\":{\"other\":\"We have sent it.\"},\"submit\":true}",
                "Prefer",
                "wait=20",
                "Idempotency-Key",
                "submission-" + id);

        assertThat(sent.text("status")).as("%s", sent.body()).isEqualTo("under_review");
        assertThat(facts().about(reference(dispute))).isNotEmpty();
        assertThat(evidence(
                                dispute,
                                "{\"evidence\":{\"other\":\"We have sent it.\"},\"submit\":true}",
                                "Prefer",
                                "wait=20",
                                "Idempotency-Key",
                                "submission-" + id)
                        .body())
                .isEqualTo(sent.body());
    }

    @Test
    void anAcceptanceWhoseInstanceDiedIsCarriedOnByTheSweep() {
        Reply dispute = disputed();
        var id = DisputeId.of(dispute.text("id"));
        disputing.change(
                merchant.tenant(),
                id,
                it -> it.requestAcceptance(TypeId.next(), Instant.now().truncatedTo(ChronoUnit.MILLIS)),
                List.of(),
                dev.florin.platform.Asker.nobody()); // and then its instance died

        assertThat(get(dispute).text("in_progress")).isEqualTo("acceptance");
        assertThat(evidence(dispute, "{\"evidence\":{\"other\":\"x\"}}").text("code"))
                .isEqualTo("dispute_answer_in_progress");
        awaitStatus(dispute, "accepted");
    }

    @Test
    void everythingIsToldToEndpoints() {
        api.post("/webhook-endpoints", "{\"url\":\"http://localhost:9/\",\"events\":[\"*\"]}");
        Reply dispute = disputed();
        evidence(dispute, "{\"evidence\":{\"other\":\"winning_evidence\"},\"submit\":true}");
        awaitStatus(dispute, "won");

        await().atMost(PATIENCE).untilAsserted(() -> {
            List<String> told = new ArrayList<>();
            api.get("/events?object_id=" + dispute.text("id"))
                    .body()
                    .path("data")
                    .forEach(e -> told.add(e.path("event").asString("") + " "
                            + e.at("/data/dispute/status").asString("")));
            assertThat(told)
                    .contains("dispute.created needs_response", "dispute.won won")
                    .allMatch(e -> e.startsWith("dispute."));
        });
    }

    private Reply disputed() {
        return api.dispute();
    }

    private Reply of(String payment) {
        return api.get("/disputes?payment_id=" + payment);
    }

    private Reply get(Reply dispute) {
        return api.get("/disputes/" + dispute.text("id"));
    }

    private Reply awaitStatus(Reply dispute, String status) {
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(get(dispute).text("status")).isEqualTo(status));
        return get(dispute);
    }

    private Reply evidence(Reply dispute, String body, String... headers) {
        return api.post("/disputes/" + dispute.text("id") + "/evidence", body, headers);
    }

    private Reply upload(Reply dispute, String name, byte[] content, @org.jspecify.annotations.Nullable String key) {
        return api.upload("/disputes/" + dispute.text("id") + "/files", name, content, key);
    }

    private long balance(String account) {
        return ledger.balances(merchant.tenant()).stream()
                .filter(b -> b.account().code().equals(account))
                .mapToLong(b -> b.amount().minor())
                .sum();
    }

    private SandboxLog facts() {
        return SandboxLog.read(options.log());
    }

    private static UUID reference(Reply dispute) {
        return TypeId.parse("pay", dispute.text("payment_id")).orElseThrow();
    }

    private Chargeback told(Reply dispute, Chargeback.Status status, long amount) {
        return chargeback(dispute.text("payment_id"), dispute.text("acquirer_reference"), status, amount);
    }

    private Chargeback chargeback(String payment, String id, Chargeback.Status status, long amount) {
        Instant now = Instant.now();
        return new Chargeback(
                merchant.tenant(),
                id,
                TypeId.parse("pay", payment).orElseThrow(),
                Money.of(amount, "INR"),
                "fraudulent",
                status,
                now,
                now.plus(Duration.ofDays(7)));
    }

    private static Exchange exchange() {
        return new Exchange(Instant.now(), Duration.ZERO, "callback", "a test", null, "{}");
    }

    private static long in(int days) {
        return Instant.now().plus(Duration.ofDays(days)).getEpochSecond();
    }

    private static <T> List<T> together(int size, java.util.function.IntFunction<T> act) {
        try (var callers = Executors.newVirtualThreadPerTaskExecutor()) {
            return java.util.stream.IntStream.range(0, size)
                    .mapToObj(i -> CompletableFuture.supplyAsync(() -> act.apply(i), callers))
                    .toList()
                    .stream()
                    .map(CompletableFuture::join)
                    .toList();
        }
    }
}
