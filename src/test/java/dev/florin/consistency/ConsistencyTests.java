package dev.florin.consistency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.florin.ApiClient;
import dev.florin.ApiClient.Reply;
import dev.florin.FlorinTest;
import dev.florin.audit.Actor;
import dev.florin.audit.Audit;
import dev.florin.audit.Deed;
import dev.florin.kernel.Rejection;
import dev.florin.kernel.TypeId;
import dev.florin.ledger.RolledUp;
import dev.florin.merchants.MerchantFixture;
import dev.florin.merchants.Merchants;
import dev.florin.payments.Counted;
import dev.florin.platform.DatabaseOwner;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.TestPropertySource;

/**
 * Payments of all kinds are made through the API; then somebody who may do anything changes one unit, one row or one
 * state of what is stored, and the check whose law that breaks says so.
 */
@FlorinTest
@TestPropertySource(properties = "florin.consistency.second-look=300ms") // and so a database of its own
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ConsistencyTests {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String GOOD = "4242424242424242";
    private static final String DECLINED = "4000000000000002";
    private static final String NEVER_REFUNDS = "4000000000005126";
    private static final String SUCCESS_AFTER_DECLINE = "4000090000000151";

    @LocalServerPort
    int port;

    @Autowired
    ApplicationContext florin;

    @Autowired
    Merchants merchants;

    @Autowired
    DatabaseOwner database;

    @Autowired
    List<Check> checks;

    @Autowired
    Inspection inspection;

    @Autowired
    Consistency consistency;

    @Autowired
    Audit audit;

    private JdbcClient owner;
    private ApiClient api;

    /** What stands for what in the statements below. */
    private final Map<String, String> names = new TreeMap<>();

    @BeforeAll
    void payments() {
        owner = JdbcClient.create(database.dataSource());
        var merchant = MerchantFixture.merchant(merchants);
        api = new ApiClient(port, merchant.keyId(), merchant.secret());
        name("merchant", merchant.tenant().merchant());

        Reply endpoint = api.post(
                "/webhook-endpoints", "{\"url\":\"http://localhost:9/hooks\",\"events\":[\"payment.success\"]}");
        assertThat(endpoint.status()).as("%s", endpoint.body()).isEqualTo(201);
        owner.sql("update webhooks.endpoint set wished_at = now() - interval '1 hour'")
                .update();
        Reply captured = api.pay(GOOD, "Idempotency-Key", ApiClient.key());
        name("captured", id("pay", captured));
        name("order", TypeId.parse("order", captured.text("order_id")).orElseThrow());
        Reply again = api.pay(GOOD);
        name("refunded", id("pay", again));
        name("refund", id("rfnd", refund(again, "{\"amount\":20000}")));
        refund(again, "{\"amount\":10000}");
        refund(api.pay(NEVER_REFUNDS), "{}");
        Reply authorized = api.authorize(GOOD);
        name("authorized", id("pay", authorized));
        capture(authorized, "{\"amount\":10000}");
        capture(authorized, "{\"amount\":5000}");
        capture(api.authorize(GOOD), "{\"amount\":30000,\"final\":true}");
        api.post("/payments/" + api.authorize(GOOD).text("id") + "/void", "{}");
        name("declined", id("pay", api.pay(DECLINED)));
        String late = api.pay(SUCCESS_AFTER_DECLINE).text("id");
        await().atMost(PATIENCE)
                .until(() -> api.get("/payments/" + late + "/refunds")
                        .body()
                        .at("/data/0/status")
                        .asString("")
                        .equals("processed"));
        name("late", TypeId.parse("pay", late).orElseThrow());
        api.post("/orders", "{\"amount\":700,\"currency\":\"INR\"}", "Idempotency-Key", "asked-once");
        audit.record(Deed.by(Actor.SYSTEM, "key.rotate", "key_1").at(merchant.tenant()));
        await().atMost(PATIENCE)
                .until(() -> owner.sql("select count(*) from gateways.callback where state <> 'done'")
                        .query(Integer.class)
                        .single()
                        .equals(0));
        RolledUp.now(florin);
        Counted.now(florin);
    }

    private void name(String name, UUID id) {
        names.put(name, "'" + id + "'");
    }

    private static UUID id(String prefix, Reply reply) {
        return TypeId.parse(prefix, reply.text("id")).orElseThrow(() -> new AssertionError(reply.body()));
    }

    private Reply refund(Reply payment, String body) {
        return api.post("/payments/" + payment.text("id") + "/refunds", body, "Prefer", "wait=20");
    }

    private void capture(Reply payment, String body) {
        Reply captured = api.post("/payments/" + payment.text("id") + "/capture", body);
        assertThat(captured.status()).as("%s", captured.body()).isEqualTo(200);
    }

    private String named(String statement) {
        String text = statement;
        for (var name : names.entrySet()) {
            text = text.replaceAll("(?<!:):" + name.getKey() + "\\b", name.getValue());
        }
        return text;
    }

    private Tampering tamper(String table, String rows, String statement) {
        return new Tampering(owner, table, named(rows), named(statement));
    }

    private Check check(String name) {
        return checks.stream()
                .filter(check -> check.name().equals(name))
                .findAny()
                .orElseThrow();
    }

    private Set<String> brokenChecks() {
        return checks.stream()
                .map(inspection::lookOnly)
                .peek(result -> assertThat(result.failure())
                        .as("%s", result.check().name())
                        .isNull())
                .filter(result -> !result.found().isEmpty())
                .map(result -> result.check().name())
                .collect(Collectors.toSet());
    }

    @Test
    void whatNobodyTamperedWithIsSound() {
        for (Check check : checks) {
            var result = inspection.lookOnly(check);
            assertThat(result.failure()).as(check.name()).isNull();
            assertThat(result.found()).as(check.name()).isEmpty();
            if (!SettledMoneyTests.broken().contains(check.name())) { // there is more of that there
                assertThat(result.over()).as(check.name()).isPositive();
            }
        }
    }

    static Stream<Arguments> tamperings() {
        return Stream.of(
                // a payment and its events
                breaks("payment-equals-its-events", "one unit of a payment", "payments.payment", "id = :captured", """
                        update payments.payment set amount_captured = amount_captured - 1, previous_status = status
                        where id = :captured"""),
                breaks("payment-equals-its-events", "an event", "payments.event", "payment_id = :captured", """
                        delete from payments.event where payment_id = :captured and type = 'captured'"""),
                breaks("payment-equals-its-events", "a payment's row", "payments.payment", "id = :late", """
                        delete from payments.payment where id = :late"""),
                breaks(
                        "payment-equals-its-events",
                        "one unit in an event",
                        "payments.event",
                        "payment_id = :captured",
                        """
                        update payments.event set data = jsonb_set(data, '{amount,minor}', '49999')
                        where payment_id = :captured and type = 'captured'"""),
                breaks("payment-equals-its-events", "a state", "payments.payment", "id = :declined", """
                        update payments.payment set status = 'processing', previous_status = 'processing'
                        where id = :declined"""),
                breaks("payment-equals-its-events", "who resolves it", "payments.payment", "id = :captured", """
                        update payments.payment set resolve_after = now() + interval '1 day', previous_status = status
                        where id = :captured"""),
                breaks("payment-equals-its-events", "metadata", "payments.payment", "id = :captured", """
                        update payments.payment set metadata = '{"a": "b"}', previous_status = status
                        where id = :captured"""),
                // a payment and its transfers
                breaks("payment-equals-its-transfers", "one unit", "ledger.transfer", "subject = :captured", """
                        update ledger.transfer set amount = amount + 1 where subject = :captured"""),
                breaks("payment-equals-its-transfers", "a transfer", "ledger.transfer", "subject = :authorized", """
                        delete from ledger.transfer where subject = :authorized and amount = 5000"""),
                breaks(
                        "payment-equals-its-transfers",
                        "a transfer twice",
                        "ledger.transfer",
                        "subject = :captured",
                        """
                        insert into ledger.transfer select merchant_id, subject, gen_random_uuid(), livemode, debit,
                            debit_side, credit, credit_side, amount, currency, kind, posted_at
                        from ledger.transfer where subject = :captured"""),
                breaks("payment-equals-its-transfers", "an account", "ledger.transfer", "subject = :late", """
                        update ledger.transfer set credit = 'merchant' where subject = :late"""),
                breaks(
                        "payment-equals-its-transfers",
                        "a payment that is not there",
                        "ledger.transfer",
                        "subject = '00000000-0000-7000-8000-000000000001'",
                        """
                        insert into ledger.transfer select merchant_id, '00000000-0000-7000-8000-000000000001', id,
                            livemode, debit, debit_side, credit, credit_side, amount, currency, kind, posted_at
                        from ledger.transfer where subject = :captured"""),
                // an order and its payments
                breaks("order-equals-its-payments", "one unit", "orders.orders", "id = :order", """
                        update orders.orders set amount_paid = amount_paid - 1, previous_status = status
                        where id = :order"""),
                breaks("order-equals-its-payments", "an order", "orders.orders", "id = :order", """
                        delete from orders.orders where id = :order"""),
                breaks("order-equals-its-payments", "a state", "orders.orders", "id = :order", """
                        update orders.orders set status = 'attempted', previous_status = 'attempted' where id = :order"""),
                breaks("order-equals-its-payments", "an attempt", "orders.orders", "id = :order", """
                        update orders.orders set attempts = '{}', previous_status = status where id = :order"""),
                // refunds and their payment
                breaks("refunds-equal-their-payment", "one unit", "refunds.refund", "id = :refund", """
                        update refunds.refund set amount = amount + 1 where id = :refund"""),
                breaks("refunds-equal-their-payment", "a refund", "refunds.refund", "id = :refund", """
                        delete from refunds.refund where id = :refund"""),
                breaks("refunds-equal-their-payment", "a state", "refunds.refund", "id = :refund", """
                        update refunds.refund set status = 'pending', previous_status = 'pending', settled_at = null,
                            resolve_after = now() + interval '1 day' where id = :refund"""),
                breaks("refunds-equal-their-payment", "more than was captured", "refunds.refund", """
                        id = '00000000-0000-7000-8000-000000000002'""", """
                        insert into refunds.refund (merchant_id, id, livemode, payment_id, order_id, gateway, status,
                            previous_status, amount, currency, late, metadata, created_at, settled_at)
                        select merchant_id, '00000000-0000-7000-8000-000000000002', livemode, payment_id, order_id, gateway,
                            status, status, 50000, currency, late, metadata, created_at, settled_at
                        from refunds.refund where id = :refund"""),
                breaks(
                        "refunds-equal-their-payment",
                        "a payment's reservation",
                        "payments.payment",
                        "id = :refunded",
                        """
                        update payments.payment set amount_refunding = 1, previous_status = status where id = :refunded"""),
                // refunds and their transfers
                breaks("refund-equals-its-transfers", "one unit", "ledger.transfer", "subject = :refund", """
                        update ledger.transfer set amount = amount - 1 where subject = :refund and kind = 'refund'"""),
                breaks("refund-equals-its-transfers", "a transfer", "ledger.transfer", "subject = :refund", """
                        delete from ledger.transfer where subject = :refund and kind = 'refund'"""),
                breaks("refund-equals-its-transfers", "a kind", "ledger.transfer", "subject = :refund", """
                        update ledger.transfer set kind = 'refund_failed' where subject = :refund and kind = 'refund'"""),
                // books
                breaks("ledger-is-zero-sum", "one unit", "ledger.rollup", "merchant_id = :merchant", """
                        update ledger.rollup set credits = credits + 1
                        where merchant_id = :merchant and account = 'merchant'"""),
                breaks("ledger-is-zero-sum", "an account", "ledger.rollup", "merchant_id = :merchant", """
                        delete from ledger.rollup where merchant_id = :merchant and account = 'merchant'"""),
                breaks(
                        "roll-ups-equal-transfers",
                        "one unit on both sides",
                        "ledger.rollup",
                        "merchant_id = :merchant",
                        """
                        update ledger.rollup set credits = credits + (account = 'merchant')::int,
                            debits = debits + (account = 'acquirer:sandbox')::int where merchant_id = :merchant"""),
                breaks("roll-ups-equal-transfers", "an old transfer", "ledger.transfer", "subject = :captured", """
                        delete from ledger.transfer where subject = :captured"""),
                // callbacks
                breaks("payment-shows-its-callbacks", "what was said", "gateways.callback", "subject = :declined", """
                        update gateways.callback set outcome = (select outcome from gateways.callback
                            where subject = :captured and operation = 'authorize' limit 1)
                        where subject = :declined"""),
                breaks("payment-shows-its-callbacks", "a state", "payments.payment", "id = :captured", """
                        update payments.payment set status = 'processing', previous_status = 'processing',
                            amount_captured = 0 where id = :captured"""),
                breaks("payment-shows-its-callbacks", "a payment", "payments.payment", "id = :declined", """
                        delete from payments.payment where id = :declined"""),
                breaks("refund-shows-its-callbacks", "a state", "refunds.refund", "id = :refund", """
                        update refunds.refund set status = 'pending', previous_status = 'pending', settled_at = null,
                            resolve_after = now() + interval '1 day' where id = :refund"""),
                breaks("refund-shows-its-callbacks", "a refund", "refunds.refund", "id = :refund", """
                        delete from refunds.refund where id = :refund"""),
                // statistics
                breaks("statistics-equal-events", "one unit", "payments.quarter_hour", "merchant_id = :merchant", """
                        update payments.quarter_hour set amount = amount + 1
                        where merchant_id = :merchant and fact = 'captured' and method = 'card'"""),
                breaks("statistics-equal-events", "a row", "payments.quarter_hour", "merchant_id = :merchant", """
                        delete from payments.quarter_hour where merchant_id = :merchant and fact = 'failed'"""),
                breaks("statistics-equal-events", "a day", "payments.day", "merchant_id = :merchant", """
                        update payments.day set events = events + 1 where merchant_id = :merchant and fact = 'captured'"""),
                // answers
                breaks("answers-stand", "what it tells of", "orders.orders", "receipt is null and amount = 700", """
                        delete from orders.orders where amount = 700"""),
                breaks("answers-stand", "a status", "web.idempotency_key", "key = 'asked-once'", """
                        update web.idempotency_key set status = 500 where key = 'asked-once'"""),
                breaks("answers-stand", "a body", "web.idempotency_key", "key = 'asked-once'", """
                        update web.idempotency_key set body = '' where key = 'asked-once'"""),
                // webhooks
                breaks("payments-are-told", "an event", "webhooks.event", "object_id = :captured", """
                        delete from webhooks.event where object_id = :captured and name = 'payment.success'"""),
                // audit
                breaks("audit-log-hangs-together", "a word", "audit.entry", "chain = :merchant", """
                        update audit.entry set action = 'key.revoke' where chain = :merchant"""));
    }

    private static Arguments breaks(String check, String what, String table, String rows, String statement) {
        return arguments(check, what, table, rows, statement);
    }

    @ParameterizedTest(name = "{0} finds {1} changed")
    @MethodSource("tamperings")
    void tamperingIsFoundAndNamed(String check, String what, String table, String rows, String statement) {
        try (var _ = tamper(table, rows, statement)) {
            var result = inspection.lookOnly(check(check));

            assertThat(result.failure()).isNull();
            assertThat(result.found()).as("%s changed", what).isNotEmpty();
        }
        assertThat(inspection.lookOnly(check(check)).found()).as("mended").isEmpty();
    }

    @Test
    void everyCheckHasItsTampering() {
        assertThat(Stream.concat(
                        tamperings().map(arguments -> (String) arguments.get()[0]),
                        SettledMoneyTests.broken().stream()))
                .containsAll(checks.stream().map(Check::name).toList());
    }

    @Test
    void aDiscrepancyOfJustNowIsFoundWithinAMinuteByItself() {
        Reply payment = api.pay(GOOD);
        names.put("fresh", "'" + id("pay", payment) + "'");
        try (var _ = tamper("payments.payment", "id = :fresh", """
                update payments.payment set amount_captured = amount_captured - 1, previous_status = status
                where id = :fresh""")) {
            await().atMost(PATIENCE)
                    .until(() -> open().stream()
                            .map(FindingView::discrepancy)
                            .anyMatch(found -> found.subject().id().equals(payment.text("id"))
                                    && found.aspect().equals("amount_captured")
                                    && found.expected().equals("500.00 INR")
                                    && found.actual().equals("499.99 INR")));
        }
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(open().stream()
                                .map(found -> found.discrepancy().subject().id()))
                        .as("mended, and noticed")
                        .doesNotContain(payment.text("id")));
    }

    @Test
    void whatIsOldIsFoundWhenEverythingIsLookedAt() {
        try (var _ = tamper("payments.event", "payment_id = :captured", """
                update payments.event set at = at, data = jsonb_set(data, '{amount,minor}', '49999')
                where payment_id = :captured and type = 'captured'""")) {
            consistency.inspect(null);

            await().atMost(PATIENCE)
                    .until(() -> open().stream().anyMatch(found -> found.check().equals("payment-equals-its-events")));
            FindingView found = open().stream()
                    .filter(one -> one.check().equals("payment-equals-its-events"))
                    .findAny()
                    .orElseThrow();
            consistency.acknowledge(found.id(), "asha@example.com", "We tried it out");
            assertThat(standing("payment-equals-its-events").open()).isPositive();
            assertThat(consistency.find(found.id()).acknowledged()).isNotNull();
        }
        await().atMost(PATIENCE)
                .until(() -> open().stream().noneMatch(found -> found.check().equals("payment-equals-its-events")));
        assertThatExceptionOfType(Rejection.class)
                .isThrownBy(() -> consistency.acknowledge(TypeId.next(), "asha@example.com", "nothing"))
                .matches(e -> e.code().equals("finding_not_found"));
    }

    @Test
    void everythingIsLookedAtAtTheFirstStart() {
        await().atMost(PATIENCE).until(() -> consistency.standings().stream().allMatch(Standing::isKnown));
    }

    private List<FindingView> open() {
        return consistency.findings(true, null, null, 100).data();
    }

    private Standing standing(String check) {
        return consistency.standings().stream()
                .filter(standing -> standing.name().equals(check))
                .findAny()
                .orElseThrow();
    }

    @Test
    void brokenBooksAreBrokenForNobodyElse() {
        try (var _ = tamper("ledger.transfer", "subject = :captured", """
                update ledger.transfer set amount = amount + 1 where subject = :captured""")) {
            assertThat(brokenChecks()).contains("payment-equals-its-transfers", "roll-ups-equal-transfers");
        }
        assertThat(brokenChecks()).isEmpty();
    }
}
