package dev.florin.journeys;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.florin.ApiClient;
import dev.florin.FlorinTest;
import dev.florin.gateways.sandbox.SandboxOptions;
import dev.florin.kernel.TypeId;
import dev.florin.merchants.MerchantFixture;
import dev.florin.merchants.Merchants;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The checker notices what it is there to notice, and does not take what it cannot read for true. */
@FlorinTest
class TruthTests {

    @LocalServerPort
    int port;

    @Autowired
    Merchants merchants;

    @Autowired
    SandboxOptions acquirer;

    @Autowired
    DataSource database;

    @TempDir
    Path directory;

    MerchantFixture.Keyed merchant;
    UUID payment;

    @BeforeEach
    void aPaidOrder() {
        merchant = MerchantFixture.merchant(merchants);
        var api = new ApiClient(port, merchant.keyId(), merchant.secret());
        payment = TypeId.parse("pay", api.pay("4242424242424242").text("id")).orElseThrow();
    }

    @Test
    void whatAgreesHolds() {
        assertThatCode(() -> truth(acquirer.log()).holds()).doesNotThrowAnyException();
    }

    @Test
    void aChargeThatTheAcquirerNeverMadeIsNoticed() throws IOException {
        Path log = log(Stream.empty(), line -> !line.contains(payment.toString()));

        assertNoticed(log, "never charged");
    }

    @Test
    void aSecondChargeIsNoticed() throws IOException {
        Path log = log(lines().filter(line -> line.contains(payment.toString())), _ -> true);

        assertNoticed(log, "charged 2 times");
    }

    @Test
    void anotherAmountAtTheAcquirerIsNoticed() throws IOException {
        Path log = directory.resolve("facts.jsonl");
        Files.writeString(log, Files.readString(acquirer.log()).replace("50000", "50001"));

        assertNoticed(log, "the acquirer has");
    }

    @Test
    void aTransferTooManyIsNoticed() {
        run("""
                insert into ledger.transfer
                    (merchant_id, subject, id, livemode, debit, debit_side, credit, credit_side, amount, currency, kind)
                select merchant_id, subject, gen_random_uuid(), livemode, debit, debit_side, credit, credit_side, 1,
                    currency, kind
                from ledger.transfer where subject = :payment""");

        assertNoticed(acquirer.log(), "captured and booked differ");
    }

    @Test
    void aRowThatItsEventsDoNotTellIsNoticed() {
        run("update payments.payment set auth_code = 'forged', previous_status = status where id = :payment");

        assertNoticed(acquirer.log(), "its events tell");
    }

    @Test
    void anOrderThatWasPaidOtherwiseIsNoticed() {
        run("""
                update orders.orders set amount_paid = amount_paid - 1, previous_status = status
                where live_attempt = :payment""");

        assertNoticed(acquirer.log(), "amount_paid");
    }

    @Test
    void whatIsOpenIsNoticed() {
        run("""
                update payments.payment set resolve_after = now() + interval '1 hour', previous_status = status
                where id = :payment""");

        assertNoticed(acquirer.log(), "still open");
    }

    @Test
    void aLogThatCannotBeReadIsNotAYes() throws IOException {
        assertNoticed(directory.resolve("none.jsonl"), "Unknown");

        Path torn = directory.resolve("torn.jsonl");
        Files.writeString(torn, Files.readString(acquirer.log()) + "{\"fact\":\"acc");
        assertNoticed(torn, "Unknown");
    }

    private Truth truth(Path log) {
        return Truth.of(log, database).about(merchant.tenant());
    }

    private void assertNoticed(Path log, String what) {
        assertThatThrownBy(() -> truth(log).holds())
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining(what);
    }

    private void run(String sql) {
        JdbcClient.create(database).sql(sql).param("payment", payment).update();
    }

    private Stream<String> lines() throws IOException {
        return Files.readString(acquirer.log()).lines();
    }

    private Path log(Stream<String> more, Predicate<String> kept) throws IOException {
        Path log = directory.resolve("facts.jsonl");
        return Files.writeString(
                log, Stream.concat(lines().filter(kept), more).collect(Collectors.joining("\n", "", "\n")));
    }
}
