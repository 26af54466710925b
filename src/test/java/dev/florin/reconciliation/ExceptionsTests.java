package dev.florin.reconciliation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.florin.ApiClient;
import dev.florin.ApiClient.Reply;
import dev.florin.FlorinTest;
import dev.florin.kernel.Money;
import dev.florin.kernel.Once;
import dev.florin.kernel.PageQuery;
import dev.florin.kernel.Rejection;
import dev.florin.kernel.Tenant;
import dev.florin.ledger.Ledger;
import dev.florin.merchants.MerchantFixture;
import dev.florin.merchants.MerchantFixture.Keyed;
import dev.florin.merchants.Merchants;
import dev.florin.payments.PaymentId;
import dev.florin.reconciliation.ExceptionView.Action;
import dev.florin.reconciliation.ExceptionView.Status;
import dev.florin.reconciliation.Exceptions.Said;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Statements by the API, and what people do about what does not agree. */
@FlorinTest
class ExceptionsTests {

    private static final Said WHY = new Said("The bank said so", "mina@example.com");
    private static final LocalDate TODAY = LocalDate.now(ZoneOffset.UTC);
    private static final String HEADER = "entry_id,booked_on,reference,amount,fee,currency,description\n";

    @LocalServerPort
    private int port;

    @Autowired
    private Merchants merchants;

    @Autowired
    private Statements statements;

    @Autowired
    private Exceptions exceptions;

    @Autowired
    private Intake intake;

    @Autowired
    private Reconciling reconciling;

    @Autowired
    private Ledger ledger;

    @Autowired
    private JdbcClient jdbc;

    private ApiClient api;
    private Tenant tenant;

    @BeforeEach
    void aMerchant() {
        Keyed merchant = MerchantFixture.merchant(merchants);
        api = new ApiClient(port, merchant.keyId(), merchant.secret());
        tenant = merchant.tenant();
    }

    private Reply send(String csv, String... headers) {
        var request = api.request("/statements?file_name=day.csv").header("Content-Type", "text/csv");
        for (int i = 0; i < headers.length; i += 2) {
            request.header(headers[i], headers[i + 1]);
        }
        return api.send(request.POST(BodyPublishers.ofString(csv)));
    }

    private StatementView matched(Reply sent) {
        assertThat(sent.status()).as("%s", sent.body()).isEqualTo(201);
        StatementId id = StatementId.of(sent.text("id"));
        for (int i = 0; i < 600; i++) {
            StatementView statement = statements.find(tenant, id);
            if (!statement.isUnderWay()) {
                return statement;
            }
            LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
        }
        throw new AssertionError("Not matched: " + statements.find(tenant, id));
    }

    private StatementView matched(String lines) {
        return matched(send(HEADER + lines));
    }

    private static String line(String id, String reference, String amount) {
        return "%s,%s,%s,%s,,INR,\n".formatted(id, TODAY, reference, amount);
    }

    private ExceptionView only() {
        List<ExceptionView> all = exceptions
                .list(tenant, Exceptions.Filter.OPEN, PageQuery.first(10))
                .data();
        assertThat(all).hasSize(1);
        return all.getFirst();
    }

    private long balance(String account) {
        return ledger.balances(tenant).stream()
                .filter(balance -> balance.account().code().equals(account))
                .mapToLong(balance -> balance.amount().minor())
                .sum();
    }

    private String pay() {
        return api.pay("4242424242424242").text("id");
    }

    @Test
    void theSameFileIsTheSameStatementAndAKeyIsOneRequest() {
        String csv = HEADER + line("1", "x", "5.00");
        String key = ApiClient.key();
        Reply first = send(csv, "Idempotency-Key", key);
        assertThat(send(csv, "Idempotency-Key", key).raw().headers().firstValue("Idempotent-Replayed"))
                .hasValue("true");
        assertThat(send(csv).text("id")).isEqualTo(first.text("id"));
        assertThat(send(csv + line("2", "y", "6.00"), "Idempotency-Key", key).text("code"))
                .isEqualTo("idempotency_error");
        assertThat(matched(first).entries()).isEqualTo(1);
    }

    @Test
    void aFileWithoutANameIsNamedAfterItsSourceAndTheDay() {
        Reply sent = api.send(api.request("/statements?file_name=%20")
                .header("Content-Type", "text/csv")
                .POST(BodyPublishers.ofString(HEADER + line("1", "x", "5.00"))));
        assertThat(sent.text("file_name")).matches("Sandbox acquirer [0-9]{4}-[0-9]{2}-[0-9]{2}");
    }

    @Test
    void aLineThatTwoFilesTellCountsOnce() {
        matched(line("1", "x", "5.00") + line("", "y", "6.00") + line("", "y", "6.00"));
        StatementView other = matched(line("1", "x", "5.00") + line("", "y", "6.00") + line("2", "z", "7.00"));
        assertThat(other.entries()).isEqualTo(1);
        assertThat(other.known()).isEqualTo(2);
        assertThat(jdbc.sql("select count(*) from reconciliation.entry where merchant_id = ?")
                        .param(tenant.merchant())
                        .query(Integer.class)
                        .single())
                .isEqualTo(4);
    }

    @Test
    void badLinesAreToldAndTheOthersKept() {
        Reply sent = send(HEADER + line("1", "x", "five") + line("2", "y", "6.00"));
        assertThat(matched(sent).bad()).isEqualTo(1);
        Reply told = api.get("/statements/" + sent.text("id"));
        assertThat(told.body().at("/errors/0/number").asInt()).isEqualTo(2);
        assertThat(told.number("entries")).isEqualTo(1);
    }

    @Test
    void whatIsNoStatementIsRefusedAtOnceAndStoredNowhere() {
        assertThat(send("").text("code")).isIn("statement_empty", "body_missing");
        assertThat(send("PK\u0003\u0004 zipped").text("code")).isEqualTo("statement_compressed");
        assertThat(send("<Document/>").text("code")).isEqualTo("statement_format_wrong");
        assertThat(api.get("/statements").body().path("data")).isEmpty();
    }

    @Test
    void aFileWithoutItsColumnsIsRefusedAndMayComeAgain() {
        Reply sent = send("a,b\n1,2\n");
        assertThat(matched(sent).status()).isEqualTo(StatementView.Status.REFUSED);
        assertThat(api.get("/statements/" + sent.text("id"))
                        .body()
                        .at("/error/code")
                        .asString())
                .isEqualTo("statement_column_missing");
    }

    @Test
    void whatAgreesIsClearedByWhateverItIsCalled() {
        String byId = pay();
        String byReference = pay();
        String byText = pay();
        String byAcquirer = pay().replaceFirst("pay_", "sbx_"); // as it calls its own
        matched(line("1", byId, "500.00")
                + line("2", PaymentId.of(byReference).value().toString(), "500.00")
                + "3,%s,,490.00,10.00,INR,Payout of %s\n".formatted(TODAY, byText)
                + line("4", byAcquirer, "500.00"));
        assertThat(balance("bank")).isEqualTo(199_000);
        assertThat(balance("acquirer_fees")).isEqualTo(1000);
        assertThat(balance("acquirer:sandbox")).isZero();
        assertThat(ledger.trialBalance()).allMatch(Money::isZero);
    }

    @Test
    void anotherAmountIsAcceptedOrAdjustedAndUndone() {
        String payment = pay();
        matched(line("1", payment, "480.00"));
        ExceptionView exception = only();
        assertThat(exception.result()).isEqualTo(Result.AMOUNT_MISMATCH);
        assertThat(exception.difference()).isEqualTo(-2000);
        assertThat(balance("bank")).isZero();

        exceptions.decide(tenant, exception.id(), Action.ACCEPT, WHY, null, Once.unkeyed());
        assertThat(balance("bank")).isEqualTo(48_000);
        assertThat(balance("acquirer:sandbox")).isEqualTo(2000);
        assertThatThrownBy(() -> exceptions.decide(tenant, exception.id(), Action.ADJUST, WHY, null, Once.unkeyed()))
                .isInstanceOfSatisfying(
                        Rejection.class, refused -> assertThat(refused.code()).isEqualTo("exception_closed"));

        exceptions.decide(tenant, exception.id(), Action.UNDO, WHY, null, Once.unkeyed());
        assertThat(balance("bank")).isZero();
        assertThat(balance("acquirer:sandbox")).isEqualTo(50_000);
        exceptions.decide(tenant, exception.id(), Action.ADJUST, WHY, null, Once.unkeyed());
        exceptions.decide(tenant, exception.id(), Action.UNDO, WHY, null, Once.unkeyed());
        exceptions.decide(tenant, exception.id(), Action.ADJUST, WHY, null, Once.unkeyed());
        assertThat(balance("bank")).isEqualTo(48_000);
        assertThat(balance("differences")).isEqualTo(2000);
        assertThat(balance("acquirer:sandbox")).isZero();
        assertThat(exceptions.decisions(exception)).hasSize(5);
        reconciling.runAll();
        assertThat(balance("bank")).isEqualTo(48_000);
    }

    @Test
    void instalmentsExplainWhatLookedWrong() {
        String payment = pay();
        matched(line("1", payment, "480.00"));
        ExceptionView exception = only();
        matched(line("2", payment, "20.00"));
        assertThat(exceptions.find(tenant, exception.id()).status()).isEqualTo(Status.EXPLAINED);
        assertThat(balance("bank")).isEqualTo(50_000);
        assertThat(balance("acquirer:sandbox")).isZero();
    }

    @Test
    void aDuplicateIsRefundedOnceByWhoeverClicks() {
        String payment = pay();
        matched(line("1", payment, "500.00") + line("2", payment, "500.00"));
        ExceptionView exception = only();
        assertThat(exception.result()).isEqualTo(Result.DUPLICATE);
        exceptions.refund(tenant, exception.id(), WHY, Once.unkeyed());
        assertThatThrownBy(() -> exceptions.refund(tenant, exception.id(), WHY, Once.unkeyed()))
                .isInstanceOf(Rejection.class);
        assertThat(api.get("/payments/" + payment + "/refunds").body().path("data"))
                .hasSize(1);
        assertThat(balance("bank")).isEqualTo(100_000);
        assertThat(ledger.trialBalance()).allMatch(Money::isZero);
    }

    @Test
    void whatIsNobodysIsAdjustedAndWhatWaitsIsLeftAlone() {
        matched(line("1", "whose", "12.50"));
        ExceptionView exception = only();
        assertThat(exception.result()).isEqualTo(Result.MISSING_IN_OURS);
        assertThatThrownBy(() -> exceptions.decide(tenant, exception.id(), Action.WAIT, WHY, TODAY, Once.unkeyed()))
                .isInstanceOfSatisfying(
                        Rejection.class, refused -> assertThat(refused.code()).isEqualTo("wait_invalid"));
        exceptions.decide(tenant, exception.id(), Action.WAIT, WHY, TODAY.plusDays(3), Once.unkeyed());
        assertThat(exceptions.find(tenant, exception.id()).isOpen()).isTrue();
        assertThatThrownBy(() -> exceptions.decide(
                        tenant, exception.id(), Action.ADJUST, new Said(" ", "me"), null, Once.unkeyed()))
                .isInstanceOfSatisfying(
                        Rejection.class, refused -> assertThat(refused.code()).isEqualTo("reason_required"));
        exceptions.decide(tenant, exception.id(), Action.ADJUST, WHY, null, Once.unkeyed());
        assertThat(balance("bank")).isEqualTo(1250);
        assertThat(balance("differences")).isEqualTo(-1250);
    }

    private static String many(int lines) {
        var csv = new StringBuilder(HEADER);
        for (int i = 0; i < lines; i++) {
            csv.append(line(i % 3 == 0 ? "" : "e" + i, "ref-" + i % 1000, (i % 900 + 1) + ".25"));
        }
        return csv.toString();
    }

    private StatementView awaitRead(StatementId id) {
        while (statements.find(tenant, id).readAt() == null) {
            LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
        }
        return statements.find(tenant, id);
    }

    @Test
    void aLongFileIsReadSoonHoweverManyReadIt() throws InterruptedException {
        int lines = Integer.getInteger("statement.lines", 20_000);
        String csv = many(lines);
        long begun = System.nanoTime();
        StatementId id = StatementId.of(send(csv).text("id"));
        List<Thread> others = Stream.generate(() -> Thread.startVirtualThread(intake::run))
                .limit(lines > 20_000 ? 0 : 3)
                .toList();
        StatementView read = awaitRead(id);
        System.out.printf(
                "Reconciliation: %d lines, %d KiB, sent and read in %d ms%n",
                lines, csv.length() / 1024, (System.nanoTime() - begun) / 1_000_000);
        for (Thread other : others) {
            other.join();
        }
        assertThat(read.items()).isEqualTo(lines);
        assertThat(read.entries()).isEqualTo(lines);
        assertThat(read.known()).isZero();
    }

    /** What was committed when a reader died: some portions, and how far it was. */
    @Test
    void whoGoesOnAfterACrashLeavesNothingOutAndDoublesNothing() {
        int lines = 8000;
        StatementId id = StatementId.of(send(many(lines)).text("id"));
        awaitRead(id);
        jdbc.sql("delete from reconciliation.exception where merchant_id = ?")
                .param(tenant.merchant())
                .update();
        jdbc.sql("delete from reconciliation.entry where merchant_id = ? and line > 5001") // the header is line 1
                .param(tenant.merchant())
                .update();
        jdbc.sql("""
                        update reconciliation.statement set status = 'reading', items = 5000, entries = 5000, read_at = null
                        where merchant_id = ?
                        """).param(tenant.merchant()).update();
        StatementView read = awaitRead(id);
        assertThat(read.items()).isEqualTo(lines);
        assertThat(read.entries()).isEqualTo(lines);
        assertThat(read.known()).isZero();
        assertThat(jdbc.sql("select count(distinct line) from reconciliation.entry where merchant_id = ?")
                        .param(tenant.merchant())
                        .query(Integer.class)
                        .single())
                .isEqualTo(lines);
    }
}
