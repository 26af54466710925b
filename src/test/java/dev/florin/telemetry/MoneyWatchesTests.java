package dev.florin.telemetry;

import static java.time.ZoneOffset.UTC;
import static org.assertj.core.api.Assertions.assertThat;

import dev.florin.FlorinTest;
import dev.florin.PortalClient;
import dev.florin.alerts.Alert;
import dev.florin.alerts.Severity;
import dev.florin.alerts.Watch;
import dev.florin.kernel.TypeId;
import java.sql.Types;
import java.time.Duration;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What the watches of disputes and statements see, by rows as those leave them. */
@FlorinTest
class MoneyWatchesTests {

    private static final UUID MERCHANT = UUID.randomUUID();

    @LocalServerPort
    int port;

    @Autowired
    Map<String, Watch> watches;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    InstantSource clock;

    @AfterEach
    void nothingIsLeft() {
        for (String table : List.of(
                "disputes.event",
                "disputes.dispute",
                "gateways.callback",
                "reconciliation.exception",
                "reconciliation.source")) {
            jdbc.sql("delete from %s where merchant_id = ?".formatted(table))
                    .param(MERCHANT)
                    .update();
        }
    }

    @Test
    void aDisputeThatNobodyAnswersIsToldOfTwoDaysBeforeItIsLost() {
        dispute(Duration.ofHours(49), true, null);
        dispute(Duration.ofHours(-1), true, null);
        dispute(Duration.ofHours(2), false, null);
        dispute(Duration.ofHours(2), true, Duration.ofMinutes(1));
        assertThat(look("disputesDueWatch"))
                .as("later, too late, of test data, and being answered")
                .isEmpty();

        dispute(Duration.ofHours(47), true, null);
        assertThat(look("disputesDueWatch")).singleElement().satisfies(alert -> {
            assertThat(alert.name()).isEqualTo("disputes-due");
            assertThat(alert.severity()).isEqualTo(Severity.WARNING);
        });
        dispute(Duration.ofHours(11), true, null);
        assertThat(look("disputesDueWatch")).singleElement().satisfies(alert -> {
            assertThat(alert.severity()).isEqualTo(Severity.CRITICAL);
            assertThat(alert.summary()).startsWith("1 disputes");
        });
    }

    @Test
    void anAnswerThatTheAcquirerDoesNotHearIsCritical() {
        dispute(Duration.ofDays(3), true, Duration.ofMinutes(9));
        assertThat(look("disputesUntoldWatch")).isEmpty();

        dispute(Duration.ofDays(3), true, Duration.ofMinutes(11));
        assertThat(look("disputesUntoldWatch"))
                .singleElement()
                .satisfies(alert -> assertThat(alert.severity()).isEqualTo(Severity.CRITICAL));
    }

    @Test
    void aCallbackThatNobodyTookNoteOfIsToldOfForAWeek() {
        callback("dispute", "done", Duration.ZERO);
        callback("dispute", "orphaned", Duration.ofDays(8));
        callback("capture", "failed", Duration.ZERO);
        assertThat(look("disputesUnheardWatch")).isEmpty();

        callback("dispute", "failed", Duration.ofDays(1));
        assertThat(look("disputesUnheardWatch"))
                .singleElement()
                .satisfies(alert -> assertThat(alert.name()).isEqualTo("disputes-unheard"));
    }

    @Test
    void exceptionsAreToldOfAfterThreeDaysUnlessSomebodyWaits() {
        exception(Duration.ofDays(2), null);
        exception(Duration.ofDays(5), today().plusDays(2));
        assertThat(look("oldExceptionsWatch")).isEmpty();

        exception(Duration.ofDays(4), null);
        exception(Duration.ofDays(5), today().minusDays(1));
        assertThat(look("oldExceptionsWatch"))
                .singleElement()
                .satisfies(alert -> assertThat(alert.summary()).startsWith("2 exceptions"));
    }

    @Test
    void aStatementThatDoesNotComeIsToldOfBySource() {
        source("acme", true, 2);
        source("other", false, 9);
        assertThat(look("missingStatementsWatch"))
                .as("of yesterday's day, or asked of nobody")
                .isEmpty();

        UUID late = source("late", true, 3);
        assertThat(look("missingStatementsWatch")).singleElement().satisfies(alert -> {
            assertThat(alert.key()).isEqualTo(TypeId.format("src", late));
            assertThat(alert.summary()).contains("late", today().minusDays(3).toString());
        });
    }

    @Test
    void theOperatorSeesWhichMerchantsHaveToBeCalled() {
        UUID soon = dispute(Duration.ofHours(11), true, null);
        UUID later = dispute(Duration.ofDays(8), true, null);
        exception(Duration.ofDays(4), null);
        exception(Duration.ofDays(5), null);
        source("late", true, 3);
        assertThat(List.of("disputesDueWatch", "oldExceptionsWatch", "missingStatementsWatch"))
                .flatMap(this::look)
                .extracting(Alert::href)
                .containsOnly("/admin/waiting");

        String page =
                new PortalClient(port).signIn().get("/admin/waiting").body().replaceAll("[\\s\\u00a0]+", " ");

        assertThat(page)
                .contains(TypeId.format("dp", soon), "INR 1.00", ">2</td>", ">5 days<", ">late<")
                .doesNotContain(
                        TypeId.format("dp", later), "No dispute is due", "No exception", "All that are asked for");
    }

    private LocalDate today() {
        return clock.instant().atZone(UTC).toLocalDate();
    }

    private List<Alert> look(String watch) {
        return Objects.requireNonNull(watches.get(watch)).look();
    }

    /** @param asked how long ago the acquirer was to be told something; null if nobody has answered */
    private UUID dispute(Duration due, boolean live, @Nullable Duration asked) {
        UUID id = UUID.randomUUID();
        jdbc.sql("""
                insert into disputes.dispute (merchant_id, id, livemode, payment_id, order_id, gateway, acquirer_reference,
                    status, previous_status, amount, currency, late, reason, opened_at, created_at, due_by, version, asking,
                    asking_reference, resolve_after)
                values (:merchant, :id, :live, :id, :id, 'acme', :id::text, 'needs_response', 'needs_response', 100, 'INR',
                    false, 'fraudulent', :now, :now, :due, 1, :asking, case when :asking is not null then :id end,
                    case when :asking is not null then :now::timestamptz + interval '1 day' end)
                """)
                .param("merchant", MERCHANT)
                .param("id", id)
                .param("live", live)
                .param("now", clock.instant().atOffset(UTC))
                .param("due", clock.instant().plus(due).atOffset(UTC))
                .param("asking", asked == null ? null : "evidence", Types.VARCHAR)
                .update();
        if (asked != null) {
            jdbc.sql("""
                    insert into disputes.event (merchant_id, dispute_id, seq, type, at, data)
                    values (?, ?, 1, 'submission_requested', ?, '{}')
                    """)
                    .params(MERCHANT, id, clock.instant().minus(asked).atOffset(UTC))
                    .update();
        }
        return id;
    }

    private void callback(String operation, String state, Duration ago) {
        jdbc.sql("""
                insert into gateways.callback (gateway, event, received_at, type, body, merchant_id, livemode, operation,
                    state, tries)
                values ('acme', ?, ?, 'x', '', ?, true, ?, ?, 1)
                """)
                .params(
                        UUID.randomUUID().toString(),
                        clock.instant().minus(ago).atOffset(UTC),
                        MERCHANT,
                        operation,
                        state)
                .update();
    }

    private void exception(Duration ago, @Nullable LocalDate until) {
        jdbc.sql("""
                insert into reconciliation.exception (merchant_id, id, livemode, source_id, result, status, entry_id,
                    currency, day, opened_at, wait_until)
                values (:merchant, :id, true, :id, 'missing_in_ours', 'open', :id, 'INR', :day, :opened, :until)
                """)
                .param("merchant", MERCHANT)
                .param("id", UUID.randomUUID())
                .param("day", today())
                .param("opened", clock.instant().minus(ago).atOffset(UTC))
                .param("until", until, Types.DATE)
                .update();
    }

    private UUID source(String gateway, boolean fetched, int daysAgo) {
        UUID id = UUID.randomUUID();
        jdbc.sql("""
                insert into reconciliation.source (merchant_id, id, livemode, name, gateway, format, columns, zone,
                    tolerance, days, fetched, since, covered_to, created_at)
                values (:merchant, :id, true, 'A bank', :gateway, 'mt940',
                    '{"date": "", "datePattern": "", "decimalComma": false}', 'UTC', 0, 2, :fetched, :since, :covered, now())
                """)
                .param("merchant", MERCHANT)
                .param("id", id)
                .param("gateway", gateway)
                .param("fetched", fetched)
                .param("since", today().minusDays(30))
                .param("covered", today().minusDays(daysAgo))
                .update();
        return id;
    }
}
