package dev.florin.consistency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.florin.ApiClient;
import dev.florin.ApiClient.Reply;
import dev.florin.FlorinTest;
import dev.florin.kernel.Once;
import dev.florin.kernel.PageQuery;
import dev.florin.kernel.Tenant;
import dev.florin.kernel.TypeId;
import dev.florin.ledger.RolledUp;
import dev.florin.merchants.BankAccount;
import dev.florin.merchants.BankAccounts;
import dev.florin.merchants.MerchantFixture;
import dev.florin.merchants.Merchants;
import dev.florin.platform.DatabaseOwner;
import dev.florin.platform.Horizon;
import dev.florin.platform.HorizonFixture;
import dev.florin.reconciliation.ExceptionView;
import dev.florin.reconciliation.ExceptionView.Action;
import dev.florin.reconciliation.Exceptions;
import dev.florin.reconciliation.Exceptions.Said;
import dev.florin.reconciliation.Result;
import dev.florin.settlements.PayoutTerms;
import dev.florin.settlements.Payouts;
import dev.florin.settlements.SettlementView;
import dev.florin.settlements.Settlements;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
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
 * Money after it was captured: disputed, settled and paid out, found on statements or not. One unit, one row or one state of
 * what is stored is changed, and the check whose law that breaks says so.
 */
@FlorinTest
@TestPropertySource(
        properties = {"florin.consistency.second-look=200ms", "florin.settlements.percent=2"
        }) // and so a database of its own
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SettledMoneyTests {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String GOOD = "4242424242424242";
    private static final byte[] SLIP = "%PDF-1.7 a delivery slip".getBytes(StandardCharsets.US_ASCII);
    private static final LocalDate TODAY = LocalDate.now(ZoneOffset.UTC);
    private static final Said WHY = new Said("The bank said so", "mina@example.com");

    /** What this class breaks; the others are {@link ConsistencyTests}'. */
    private static final List<String> OURS = List.of(
            "dispute-equals-its-events",
            "dispute-equals-its-transfers",
            "disputes-equal-their-payment",
            "disputes-equal-their-account",
            "dispute-shows-its-callbacks",
            "settlement-equals-its-transfers",
            "settlement-equals-its-lines",
            "settlements-equal-the-books",
            "statement-line-equals-its-transfers",
            "exceptions-are-as-decided",
            "statements-expect-what-moved",
            "statement-days-equal-their-lines");

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
    Settlements settlements;

    @Autowired
    Payouts payouts;

    @Autowired
    PayoutTerms terms;

    @Autowired
    BankAccounts accounts;

    @Autowired
    Exceptions exceptions;

    @Autowired
    Horizon horizon;

    private JdbcClient owner;
    private ApiClient api;
    private Tenant tenant;

    /** What stands for what in the statements below. */
    private final Map<String, String> names = new TreeMap<>();

    @BeforeAll
    void money() {
        owner = JdbcClient.create(database.dataSource());
        var merchant = MerchantFixture.merchant(merchants);
        tenant = merchant.tenant();
        api = new ApiClient(port, merchant.keyId(), merchant.secret());
        names.put("merchant", "'" + tenant.merchant() + "'");
        statements();
        disputes();
        settle();
        await().atMost(PATIENCE)
                .until(() -> owner.sql("select count(*) from gateways.callback where state <> 'done'")
                        .query(Integer.class)
                        .single()
                        .equals(0));
        RolledUp.now(florin);
    }

    private void disputes() {
        Reply open = disputed();
        name("open", id("dp", open));
        name("disputed", TypeId.parse("pay", open.text("payment_id")).orElseThrow());
        Reply won = disputed();
        name("won", id("dp", won));
        assertThat(api.upload("/disputes/" + won.text("id") + "/files", "slip.pdf", SLIP, null)
                        .status())
                .isEqualTo(201);
        evidence(won, "winning_evidence");
        Reply lost = disputed();
        name("lost", id("dp", lost));
        evidence(lost, "losing_evidence");
        awaitStatus(won, "won");
        awaitStatus(lost, "lost");
    }

    private Reply disputed() {
        return api.awaitDispute(api.pay(ApiClient.DISPUTED).text("id"), PATIENCE);
    }

    private void evidence(Reply dispute, String words) {
        Reply sent = api.post(
                "/disputes/" + dispute.text("id") + "/evidence",
                "{\"evidence\":{\"other\":\"%s\"},\"submit\":true}".formatted(words));
        assertThat(sent.status()).as("%s", sent.body()).isEqualTo(200);
    }

    private void awaitStatus(Reply dispute, String status) {
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(
                                api.get("/disputes/" + dispute.text("id")).text("status"))
                        .isEqualTo(status));
    }

    private void settle() {
        accounts.replace(tenant, BankAccount.of("Tea House", "000123456789", "HDFC0000001"));
        SettlementView paid = settled();
        payouts.pay(tenant, paid.id(), "UTR1", Once.unkeyed());
        name("paid", paid.id().value());
        api.pay(GOOD);
        payouts.fail(tenant, settled().id(), "The account is closed", Once.unkeyed());
        api.pay(GOOD);
        SettlementView created = settled();
        name("created", created.id().value());
        terms.hold(tenant, "Under review");
        api.pay(GOOD); // not settled yet
    }

    private SettlementView settled() {
        HorizonFixture.pass(horizon, Duration.ofSeconds(2));
        return settlements.settleNow(tenant).getFirst();
    }

    private void statements() {
        String matched = api.pay(GOOD).text("id");
        String adjusted = api.pay(GOOD).text("id");
        String mismatched = api.pay(GOOD).text("id");
        String unmatched = api.pay(GOOD).text("id");
        name("unmatched", TypeId.parse("pay", unmatched).orElseThrow());
        api.pay(GOOD); // what was taken over last may not be all of its instant, and is looked at later
        Reply sent = api.send(api.request("/statements?file_name=day.csv")
                .header("Content-Type", "text/csv")
                .POST(BodyPublishers.ofString("entry_id,booked_on,reference,amount,fee,currency,description\n"
                        + line(1, matched, "490.00", "10.00")
                        + line(2, adjusted, "480.00", "")
                        + line(3, mismatched, "470.00", "")
                        + line(4, "whose", "12.50", "")
                        + line(5, matched, "500.00", ""))));
        assertThat(sent.status()).as("%s", sent.body()).isEqualTo(201);
        await().atMost(PATIENCE).until(() -> open().size() == 4);
        ExceptionView wrong = open().stream()
                .filter(it -> it.result() == Result.AMOUNT_MISMATCH)
                .filter(it -> it.difference() == -2000)
                .findAny()
                .orElseThrow();
        for (Action action : List.of(Action.ACCEPT, Action.UNDO, Action.ADJUST)) {
            exceptions.decide(tenant, wrong.id(), action, WHY, null, Once.unkeyed());
        }
        name("settled", wrong.id().value());
        ExceptionView unknown = open().stream()
                .filter(it -> it.result() == Result.MISSING_IN_OURS)
                .findAny()
                .orElseThrow();
        name("unknown", unknown.id().value());
        for (int line = 1; line <= 5; line++) {
            name(
                    "line" + line,
                    owner.sql("select id from reconciliation.entry where merchant_id = ? and bank_id = ?")
                            .params(tenant.merchant(), "e" + line)
                            .query(UUID.class)
                            .single());
        }
    }

    private static String line(int number, String reference, String amount, String fee) {
        return "e%d,%s,%s,%s,%s,INR,\n".formatted(number, TODAY, reference, amount, fee);
    }

    private List<ExceptionView> open() {
        return exceptions
                .list(tenant, Exceptions.Filter.OPEN, PageQuery.first(10))
                .data();
    }

    private void name(String name, UUID id) {
        names.put(name, "'" + id + "'");
    }

    private static UUID id(String prefix, Reply reply) {
        return TypeId.parse(prefix, reply.text("id")).orElseThrow(() -> new AssertionError(reply.body()));
    }

    private Tampering tamper(String table, String rows, String statement) {
        return new Tampering(owner, table, named(rows), named(statement));
    }

    private String named(String statement) {
        String text = statement;
        for (var name : names.entrySet()) {
            text = text.replaceAll("(?<!:):" + name.getKey() + "\\b", name.getValue());
        }
        return text;
    }

    private Check check(String name) {
        return checks.stream()
                .filter(check -> check.name().equals(name))
                .findAny()
                .orElseThrow();
    }

    @Test
    void whatNobodyTamperedWithIsSound() {
        for (Check check : checks) {
            var result = inspection.lookOnly(check);
            assertThat(result.failure()).as(check.name()).isNull();
            assertThat(result.found()).as(check.name()).isEmpty();
            if (OURS.contains(check.name())) {
                assertThat(result.over()).as(check.name()).isPositive();
            }
        }
    }

    static Stream<Arguments> tamperings() {
        return Stream.of(
                // a dispute and its events
                breaks("dispute-equals-its-events", "one unit", "disputes.dispute", "id = :open", """
                        update disputes.dispute set amount = amount - 1 where id = :open"""),
                breaks("dispute-equals-its-events", "an event", "disputes.event", "dispute_id = :won", """
                        delete from disputes.event where dispute_id = :won and seq = 2"""),
                breaks("dispute-equals-its-events", "a row", "disputes.dispute", "id = :lost", """
                        delete from disputes.dispute where id = :lost"""),
                breaks("dispute-equals-its-events", "a state", "disputes.dispute", "id = :won", """
                        update disputes.dispute set status = 'lost', previous_status = 'lost' where id = :won"""),
                breaks("dispute-equals-its-events", "who tells it", "disputes.dispute", "id = :open", """
                        update disputes.dispute set asking = 'evidence', asking_reference = id,
                            resolve_after = now() + interval '1 day' where id = :open"""),
                breaks("dispute-equals-its-events", "a file", "disputes.file", "dispute_id = :won", """
                        delete from disputes.file where dispute_id = :won"""),
                breaks("dispute-equals-its-events", "a byte of a file", "disputes.file", "dispute_id = :won", """
                        update disputes.file set content = set_byte(content, 5, 0) where dispute_id = :won"""),
                // a dispute and its transfers
                breaks("dispute-equals-its-transfers", "one unit", "ledger.transfer", "subject = :open", """
                        update ledger.transfer set amount = amount + 1 where subject = :open"""),
                breaks("dispute-equals-its-transfers", "a transfer", "ledger.transfer", "subject = :won", """
                        delete from ledger.transfer where subject = :won and kind = 'dispute_won'"""),
                breaks("dispute-equals-its-transfers", "a kind", "ledger.transfer", "subject = :lost", """
                        update ledger.transfer set kind = 'dispute_won' where subject = :lost and kind = 'dispute_lost'"""),
                breaks("dispute-equals-its-transfers", "a row", "disputes.dispute", "id = :open", """
                        delete from disputes.dispute where id = :open"""),
                // disputes and their payment
                breaks("disputes-equal-their-payment", "one unit", "disputes.dispute", "id = :open", """
                        update disputes.dispute set amount = amount - 1 where id = :open"""),
                breaks("disputes-equal-their-payment", "a dispute", "disputes.dispute", "id = :lost", """
                        delete from disputes.dispute where id = :lost"""),
                breaks("disputes-equal-their-payment", "a state", "disputes.dispute", "id = :lost", """
                        update disputes.dispute set status = 'won', previous_status = 'won' where id = :lost"""),
                breaks("disputes-equal-their-payment", "a payment", "payments.payment", "id = :disputed", """
                        update payments.payment set amount_disputed = amount_disputed - 1, amount_held = amount_held - 1,
                            previous_status = status where id = :disputed"""),
                // what is held
                breaks("disputes-equal-their-account", "one unit", "disputes.dispute", "id = :open", """
                        update disputes.dispute set amount = amount - 1 where id = :open"""),
                breaks("disputes-equal-their-account", "a state", "disputes.dispute", "id = :open", """
                        update disputes.dispute set status = 'lost', previous_status = 'lost', closed_at = now()
                        where id = :open"""),
                breaks("disputes-equal-their-account", "a roll-up", "ledger.rollup", "merchant_id = :merchant", """
                        update ledger.rollup set credits = credits + 1
                        where merchant_id = :merchant and account = 'disputes'"""),
                // callbacks
                breaks("dispute-shows-its-callbacks", "a dispute", "disputes.dispute", "id = :lost", """
                        delete from disputes.dispute where id = :lost"""),
                breaks("dispute-shows-its-callbacks", "a state", "disputes.dispute", "id = :lost", """
                        update disputes.dispute set status = 'under_review', previous_status = 'under_review',
                            closed_at = null where id = :lost"""),
                // a settlement and its transfers
                breaks("settlement-equals-its-transfers", "one unit", "ledger.transfer", "subject = :paid", """
                        update ledger.transfer set amount = amount - 1 where subject = :paid and kind = 'payout'"""),
                breaks("settlement-equals-its-transfers", "a fee", "ledger.transfer", "subject = :created", """
                        delete from ledger.transfer where subject = :created and kind = 'fee'"""),
                breaks("settlement-equals-its-transfers", "a payout twice", "ledger.transfer", "subject = :paid", """
                        insert into ledger.transfer select merchant_id, subject, gen_random_uuid(), livemode, debit,
                            debit_side, credit, credit_side, amount, currency, kind, posted_at
                        from ledger.transfer where subject = :paid and kind = 'payout_paid'"""),
                breaks("settlement-equals-its-transfers", "a row", "settlements.settlement", "id = :created", """
                        delete from settlements.settlement where id = :created"""),
                breaks("settlement-equals-its-transfers", "a state", "settlements.settlement", "id = :created", """
                        update settlements.settlement set status = 'failed', failed_at = now(), failure = 'so'
                        where id = :created"""),
                // a settlement and its lines
                breaks("settlement-equals-its-lines", "one unit", "settlements.settlement", "id = :paid", """
                        update settlements.settlement set gross = gross + 1, refunds = refunds + 1 where id = :paid"""),
                breaks("settlement-equals-its-lines", "one capture", "settlements.settlement", "id = :paid", """
                        update settlements.settlement set captures = captures - 1 where id = :paid"""),
                breaks("settlement-equals-its-lines", "a transfer", "ledger.transfer", "subject = :unmatched", """
                        delete from ledger.transfer where subject = :unmatched"""),
                // settlements and the books
                breaks("settlements-equal-the-books", "one unit", "settlements.settlement", "id = :paid", """
                        update settlements.settlement set fees = fees + 1, adjustments = adjustments + 1 where id = :paid"""),
                breaks("settlements-equal-the-books", "a settlement", "settlements.settlement", "id = :paid", """
                        delete from settlements.settlement where id = :paid"""),
                breaks("settlements-equal-the-books", "a state", "settlements.settlement", "id = :created", """
                        update settlements.settlement set status = 'failed', failed_at = now(), failure = 'so'
                        where id = :created"""),
                breaks("settlements-equal-the-books", "a span", "settlements.settlement", "id = :created", """
                        update settlements.settlement set span_from = span_from - interval '1 day' where id = :created"""),
                breaks(
                        "settlements-equal-the-books",
                        "the calendar",
                        "settlements.calendar",
                        "merchant_id = :merchant",
                        """
                        update settlements.calendar set settled_to = settled_to - interval '1 day'
                        where merchant_id = :merchant"""),
                // lines of statements
                breaks("statement-line-equals-its-transfers", "one unit", "reconciliation.entry", "id = :line1", """
                        update reconciliation.entry set amount = amount - 1, fee = fee + 1 where id = :line1"""),
                breaks(
                        "statement-line-equals-its-transfers",
                        "a movement",
                        "reconciliation.expected",
                        "match_id = :line1",
                        """
                        update reconciliation.expected set amount = amount + 1 where match_id = :line1"""),
                breaks("statement-line-equals-its-transfers", "a line", "reconciliation.entry", "id = :line1", """
                        delete from reconciliation.entry where id = :line1"""),
                breaks("statement-line-equals-its-transfers", "a transfer", "ledger.transfer", "subject = :line1", """
                        delete from ledger.transfer where subject = :line1 and kind = 'acquirer_fee'"""),
                breaks(
                        "statement-line-equals-its-transfers",
                        "an exception",
                        "reconciliation.exception",
                        "id = :unknown",
                        """
                        delete from reconciliation.exception where id = :unknown"""),
                breaks("statement-line-equals-its-transfers", "a state", "reconciliation.entry", "id = :line3", """
                        update reconciliation.entry set state = 'settled' where id = :line3"""),
                // exceptions
                breaks(
                        "exceptions-are-as-decided",
                        "a decision",
                        "reconciliation.decision",
                        "exception_id = :settled",
                        """
                        delete from reconciliation.decision where exception_id = :settled and action = 'adjust'"""),
                breaks("exceptions-are-as-decided", "a state", "reconciliation.exception", "id = :unknown", """
                        update reconciliation.exception set status = 'settled', action = 'accept', closed_at = now()
                        where id = :unknown"""),
                breaks("exceptions-are-as-decided", "one unit", "ledger.transfer", "subject = :settled", """
                        update ledger.transfer set amount = amount + 1 where subject = :settled and kind = 'difference'"""),
                breaks("exceptions-are-as-decided", "a transfer", "ledger.transfer", "subject = :settled", """
                        delete from ledger.transfer where subject = :settled and kind = 'reconciliation_undone'"""),
                // movements
                breaks(
                        "statements-expect-what-moved",
                        "a movement",
                        "reconciliation.expected",
                        "subject = :unmatched",
                        """
                        delete from reconciliation.expected where subject = :unmatched"""),
                breaks(
                        "statements-expect-what-moved",
                        "one unit",
                        "reconciliation.expected",
                        "subject = :unmatched",
                        """
                        update reconciliation.expected set amount = amount - 1 where subject = :unmatched"""),
                // days
                breaks("statement-days-equal-their-lines", "one unit", "reconciliation.matched_day", "true", """
                        update reconciliation.matched_day set amount = amount + 1"""),
                breaks("statement-days-equal-their-lines", "a day", "reconciliation.matched_day", "true", """
                        delete from reconciliation.matched_day"""));
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
    void everyOneOfTheseChecksHasItsTampering() {
        assertThat(broken()).containsExactlyInAnyOrderElementsOf(OURS);
    }

    /** The checks that are broken here. */
    static List<String> broken() {
        return tamperings()
                .map(arguments -> (String) arguments.get()[0])
                .distinct()
                .toList();
    }

    @Test
    void aDisputeThatIsBrokenJustNowIsFoundWithinAMinuteByItself() {
        Reply fresh = disputed();
        names.put("fresh", "'" + id("dp", fresh) + "'");
        try (var _ = tamper("disputes.dispute", "id = :fresh", """
                update disputes.dispute set amount = amount - 1 where id = :fresh""")) {
            await().atMost(PATIENCE)
                    .until(() -> consistency.findings(true, null, null, 100).data().stream()
                            .map(FindingView::discrepancy)
                            .anyMatch(found -> found.subject().id().equals(fresh.text("id"))
                                    && found.aspect().equals("amount")
                                    && found.expected().equals("500.00 INR")
                                    && found.actual().equals("499.99 INR")));
        }
        await().atMost(PATIENCE)
                .until(() -> consistency.findings(true, null, null, 100).data().isEmpty());
    }
}
