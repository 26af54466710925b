package dev.florin.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static java.time.ZoneOffset.UTC;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.github.kagkarlsson.scheduler.task.Task;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import dev.florin.gateways.CallbackFixture;
import dev.florin.kernel.Tenant;
import dev.florin.kernel.TypeId;
import dev.florin.members.DemoOwner;
import dev.florin.merchants.DemoMerchant;
import dev.florin.merchants.Merchants;
import dev.florin.platform.Jobs;
import dev.florin.platform.Jobs.Key;
import dev.florin.platform.Outbox;
import dev.florin.platform.Outbox.Count;
import dev.florin.platform.PublicationView.Status;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.modulith.events.ApplicationModuleListener;
import org.springframework.transaction.support.TransactionOperations;

/** The console, over a listener and a job that really fail. */
@BrowserTest
@Import(ConsoleTests.Failing.class)
class ConsoleTests {

    @TestConfiguration(proxyBeanMethods = false)
    static class Failing {
        @Bean
        Bookkeeper bookkeeper() {
            return new Bookkeeper();
        }

        @Bean
        Statements importedStatements() {
            return new Statements();
        }

        @Bean
        Task<Void> importStatements(Statements importedStatements) {
            return Tasks.recurring("test.import-statements", FixedDelay.ofHours(2))
                    .execute((_, _) -> importedStatements.read());
        }
    }

    public record Shipped(UUID id, String card, String email) {}

    static class Bookkeeper {
        /** Static, as what is injected is a proxy. */
        static volatile boolean ill = true;

        static final AtomicInteger BOOKED = new AtomicInteger();

        @ApplicationModuleListener
        void on(Shipped shipped) {
            if (ill) {
                throw new IllegalStateException("No account for shipments is known");
            }
            BOOKED.incrementAndGet();
        }
    }

    static class Statements {
        volatile boolean missing = true;
        final AtomicInteger read = new AtomicInteger();

        void read() {
            if (missing) {
                throw new IllegalStateException("The bank's statement of today is not there");
            }
            read.incrementAndGet();
        }
    }

    private static final Key JOB = new Key("test.import-statements", "recurring");

    @LocalServerPort
    private int port;

    @Autowired
    Statements statements;

    @Autowired
    Outbox outbox;

    @Autowired
    Jobs jobs;

    @Autowired
    Merchants merchants;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    ApplicationEventPublisher publisher;

    @Autowired
    TransactionOperations transactions;

    @Autowired
    InstantSource clock;

    @ParameterizedTest
    @MethodSource("dev.florin.browser.Look#each")
    void everyPageIsFitToBeUsed(Look look, Visitor visitor) {
        Bookkeeper.ill = true;
        deadShipment();
        giveUpDeliveries(3);
        CallbackFixture.send(port, CallbackFixture.approved("cb_" + TypeId.next(), demo(), UUID.randomUUID()));
        CallbackFixture.send(
                port, "{\"id\":\"cb_%s\",\"type\":\"weather.changed\",\"data\":{}}".formatted(TypeId.next()));
        await().atMost(Duration.ofSeconds(20)).until(() -> jobs.find(JOB).failures() > 0 || statements.read.get() > 0);
        Page page = new Desk(visitor, url()).enter(look);
        for (String path : List.of(
                "",
                "/alerts",
                "/events?status=dead",
                "/events?status=published",
                "/jobs",
                "/jobs?kind=running",
                "/jobs/job?name=test.import-statements&instance=recurring",
                "/webhooks",
                "/callbacks?state=unknown_type",
                "/callbacks?state=failed",
                "/gateways",
                "/unresolved",
                "/waiting",
                "/merchants",
                "/merchants?q=nobody-by-that-name",
                "/audit")) {
            page.navigate(url() + "/admin" + path);
            look(visitor, page, "console" + path.replaceAll("\\W+", "-"));
        }
        page.navigate(url() + "/admin/events?status=dead");
        page.locator("[data-test-id=publications] a").first().click();
        look(visitor, page, "console-event");
        page.navigate(url() + "/admin/callbacks?state=unknown_type");
        page.locator("[data-test-id=callbacks] a").first().click();
        look(visitor, page, "console-callback");
        page.navigate(url() + "/admin/merchants?q=" + demoName());
        page.locator("[data-test-id=merchants] a").first().click();
        look(visitor, page, "console-merchant");
        page.navigate(url() + "/admin/events?status=dead");
        page.locator("[data-test-id=dismiss-all] summary").click();
        look(visitor, page, "console-confirm");
    }

    private static void look(Visitor visitor, Page page, String name) {
        assertThat(page.locator("h1")).not().containsText("There is no such");
        visitor.examine(page);
        visitor.assertFits(page);
        visitor.shoot(page, name);
    }

    @Test
    void aFailedPublicationIsSeenUnderstoodAndResubmitted(Visitor visitor) {
        Bookkeeper.ill = true;
        deadShipment();
        Page page = new Desk(visitor, url()).enter(Look.DESKTOP);
        page.navigate(url() + "/admin");
        assertThat(page.locator(".light.bad", new Page.LocatorOptions().setHasText("Dead letters")))
                .isVisible();
        page.locator(".light", new Page.LocatorOptions().setHasText("Dead letters"))
                .click();

        page.locator("[data-test-id=matrix] tr", new Page.LocatorOptions().setHasText("Bookkeeper.on"))
                .locator("a.bad")
                .click();
        page.locator("[data-test-id=publications] a").first().click();
        assertThat(page.locator("[data-test-id=failure]")).containsText("No account for shipments is known");
        assertThat(page.locator("[data-test-id=failure]")).containsText("ConsoleTests$Bookkeeper.on");
        assertThat(page.locator("[data-test-id=payload]")).containsText("424242******4242");
        assertThat(page.locator("[data-test-id=payload]")).containsText("a***@shop.example");
        String id = page.url().substring(page.url().lastIndexOf('/') + 1);

        Bookkeeper.ill = false;
        int before = Bookkeeper.BOOKED.get();
        page.locator("[data-test-id=resubmit]").click();
        assertThat(page.locator(".flash")).hasText("It will be tried again within seconds.");
        await().atMost(Duration.ofSeconds(20)).until(() -> Bookkeeper.BOOKED.get() > before);

        assertThat(entry(page, "publication.resubmit").first()).containsText(id);
        assertThat(entry(page, "publication.resubmit").first()).containsText(DemoOwner.EMAIL);
    }

    @Test
    void allOfAFilterAreResubmittedOrDismissed(Visitor visitor) {
        Bookkeeper.ill = true;
        deadShipment();
        deadShipment();
        Page page = new Desk(visitor, url()).enter(Look.DESKTOP.withoutScript());
        page.navigate(url() + "/admin/events?status=dead");
        page.locator("[data-test-id=dismiss-all] summary").click();
        page.locator("[data-test-id=dismiss-all] input[name=reason]").fill("Shipments are booked by hand this month.");
        page.locator("[data-test-id=dismiss-all] button").press("Enter");
        assertThat(page.locator(".flash")).containsText("dismissed");
        assertThat(entry(page, "publication.dismiss").first()).containsText("booked by hand");

        Bookkeeper.ill = false;
        page.navigate(url() + "/admin/events?status=dismissed");
        page.locator("[data-test-id=resubmit-all] summary").click();
        page.locator("[data-test-id=resubmit-all] button").press("Enter");
        assertThat(page.locator(".flash")).containsText("will be tried again within seconds");
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(outbox.counts()).isEmpty());
    }

    @Test
    void aFailedJobIsSeenUnderstoodAndRunAgain(Visitor visitor) {
        statements.missing = true;
        jobs.runNow(JOB);
        await().atMost(Duration.ofSeconds(20)).until(() -> jobs.find(JOB).failures() > 0);
        Page page = new Desk(visitor, url()).enter(Look.DESKTOP);
        page.navigate(url() + "/admin");
        page.locator(".light.bad", new Page.LocatorOptions().setHasText("Failing jobs"))
                .click();
        page.locator("[data-test-id=jobs] a", new Page.LocatorOptions().setHasText("test.import-statements"))
                .click();
        assertThat(page.locator("[data-test-id=failure]")).containsText("The bank's statement of today is not there");
        assertThat(page.locator("[data-test-id=failure]")).containsText("ConsoleTests$Statements.read");

        statements.missing = false;
        page.locator("[data-test-id=run]").click();
        assertThat(page.locator(".flash")).containsText("runs as soon as");
        await().atMost(Duration.ofSeconds(20))
                .until(() -> statements.read.get() > 0 && jobs.find(JOB).failures() == 0);
        assertThat(entry(page, "job.run").first()).containsText("test.import-statements");

        page.navigate(url() + "/admin/jobs/job?name=test.import-statements&instance=recurring");
        page.locator("[data-test-id=reschedule] summary").click();
        page.locator("input[name=at]").fill("2099-05-01T10:00");
        page.locator("[data-test-id=reschedule] button").click();
        assertThat(page.locator(".flash")).containsText("2099-05-01 10:00 UTC");
        assertThat(entry(page, "job.reschedule").first()).containsText("2099-05-01T10:00:00Z");
    }

    @Test
    void aGatewayIsHeldAndReleased(Visitor visitor) {
        Page page = new Desk(visitor, url()).enter(Look.DESKTOP);
        page.navigate(url() + "/admin/gateways");
        page.locator("[data-test-id=hold] summary").click();
        page.locator("[data-test-id=hold] button").click();
        assertThat(page.locator("[data-test-id=gateway] .state.bad")).hasText("forced open");
        visitor.shoot(page, "console-gateway-held");
        page.locator("[data-test-id=release]").click();
        assertThat(page.locator("[data-test-id=gateway] .state.wait")).hasText("half open");
        assertThat(entry(page, "gateway.hold").first()).containsText("sandbox");
        assertThat(entry(page, "gateway.release").first()).containsText("forced_open");
    }

    @Test
    void aMerchantsLimitIsChangedAndAMerchantIsCreated(Visitor visitor) {
        Page page = new Desk(visitor, url()).enter(Look.DESKTOP);
        page.navigate(url() + "/admin/merchants");
        page.locator("[data-test-id=create-merchant] input[name=name]").fill("Lamp & Sons");
        page.locator("[data-test-id=create-merchant] input[name=email]").fill("ravi@lamp.example");
        page.locator("[data-test-id=create-merchant] button").click();
        assertThat(page.locator("h1")).hasText("Lamp & Sons");
        assertThat(page.locator(".flash")).containsText("ravi@lamp.example");
        assertThat(page.locator("[data-test-id=people] tbody tr")).containsText("Owner");
        visitor.examine(page);
        page.locator("[data-test-id=limit] input[name=requestsPerSecond]").fill("42");
        page.locator("[data-test-id=limit] button").click();
        assertThat(page.locator(".flash")).containsText("42 requests a second");
        assertThat(entry(page, "merchant.limit").first()).containsText("\"requests_per_second\":42");
        assertThat(entry(page, "merchant.create").first()).containsText("Lamp & Sons");
    }

    @Test
    void theAuditLogIsVerified(Visitor visitor) {
        Page page = new Desk(visitor, url()).enter(Look.DESKTOP);
        page.navigate(url() + "/admin/audit");
        page.locator("[data-test-id=verify]").click();
        assertThat(page.locator("[data-test-id=verification]")).hasText("Sound");
    }

    @Test
    void whoDoesNotRunFlorinSeesNothingOfIt(Visitor visitor) {
        Page page = new Desk(visitor, url()).enter(Look.DESKTOP);
        visitor.expect("status of 403");
        jdbc.sql("update members.person set admin = false where id = ?")
                .param(DemoOwner.ID)
                .update();
        try {
            for (String path : List.of(
                    "",
                    "/alerts",
                    "/events",
                    "/jobs",
                    "/webhooks",
                    "/callbacks",
                    "/gateways",
                    "/unresolved",
                    "/merchants",
                    "/audit")) {
                assertThat(page.navigate(url() + "/admin" + path).status()).isEqualTo(403);
            }
        } finally {
            jdbc.sql("update members.person set admin = true where id = ?")
                    .param(DemoOwner.ID)
                    .update();
        }
    }

    /** The rows of the audit log that tell of an action, newest first. */
    private Locator entry(Page page, String action) {
        page.navigate(url() + "/admin/audit?action=" + action);
        return page.locator("[data-test-id=entries] tbody tr");
    }

    private void deadShipment() {
        long before = dead();
        transactions.executeWithoutResult(
                _ -> publisher.publishEvent(new Shipped(UUID.randomUUID(), "4242424242424242", "asha@shop.example")));
        await().atMost(Duration.ofSeconds(30)).until(() -> {
            jdbc.sql("update public.event_publication set completion_attempts = 10 where status = 'FAILED'")
                    .update();
            return dead() > before;
        });
    }

    private long dead() {
        return outbox.counts().stream()
                .filter(count -> count.status() == Status.DEAD)
                .mapToLong(Count::number)
                .sum();
    }

    private void giveUpDeliveries(int many) {
        jdbc.sql("""
                insert into webhooks.delivery (merchant_id, id, livemode, event_id, event, endpoint_id, status, attempts,
                    last_status, last_error, created_at)
                select :merchant, :id, false, gen_random_uuid(), 'payment.success', gen_random_uuid(), 'failed', 5, 500,
                    'the endpoint answered with 500', :now
                """)
                .param("merchant", DemoMerchant.ID)
                .param("id", TypeId.next())
                .param("now", clock.instant().atOffset(UTC))
                .update();
        if (many > 1) {
            giveUpDeliveries(many - 1);
        }
    }

    private static Tenant demo() {
        return new Tenant(DemoMerchant.ID, false);
    }

    private String demoName() {
        return merchants.find(DemoMerchant.ID).orElseThrow().name().split(" ")[0];
    }

    private String url() {
        return "http://localhost:" + port;
    }
}
