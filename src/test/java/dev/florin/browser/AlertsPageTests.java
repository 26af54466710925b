package dev.florin.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import dev.florin.alerts.Alert;
import dev.florin.alerts.AlertView;
import dev.florin.alerts.Alerts;
import dev.florin.alerts.Severity;
import dev.florin.alerts.Watch;
import dev.florin.members.DemoOwner;
import java.time.Duration;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.TestPropertySource;

/** The console's page of alerts, over watches that really look. */
@BrowserTest
@Import(AlertsPageTests.Trouble.class)
@TestPropertySource(properties = "florin.alerts.every=1s")
class AlertsPageTests {

    @TestConfiguration(proxyBeanMethods = false)
    static class Trouble {
        static volatile boolean ended;

        @Bean
        Watch troubleWatch() {
            return () -> Stream.of(
                            alert(
                                    "gateway-open",
                                    "acme",
                                    Severity.CRITICAL,
                                    "The circuit of acme is open: payments by it wait or are declined",
                                    "/admin/gateways"),
                            alert(
                                    "webhooks-late",
                                    "",
                                    Severity.WARNING,
                                    "12 webhooks were due more than 2 minutes ago, to endpoints that take them",
                                    "/admin/jobs"),
                            alert(
                                    "disk-full",
                                    "florin-1.example/4711",
                                    Severity.CRITICAL,
                                    "4 % of the disk of florin-1.example/4711 is free",
                                    null),
                            alert(
                                    "test-ended",
                                    "",
                                    Severity.WARNING,
                                    "2 refunds are without an outcome for more than 10 minutes",
                                    null))
                    .filter(alert -> !ended || !alert.name().equals("test-ended"))
                    .toList();
        }

        private static Alert alert(String name, String key, Severity severity, String summary, @Nullable String href) {
            return new Alert(
                    name,
                    key,
                    severity,
                    summary,
                    "See what its last exchanges say, and ask the acquirer. The circuit tries by itself and closes.",
                    href);
        }
    }

    @LocalServerPort
    private int port;

    @Autowired
    Alerts alerts;

    @ParameterizedTest
    @MethodSource("dev.florin.browser.Look#each")
    void thePageIsFitToBeUsed(Look look, Visitor visitor) {
        awaitTrouble();
        Page page = new Desk(visitor, url()).enter(look);
        page.navigate(url() + "/admin/alerts");
        assertThat(page.locator("[data-test-id=standing] > li").first()).containsText("acme");
        page.locator("[data-test-id=silence-it] summary").first().click();
        visitor.examine(page);
        visitor.assertFits(page);
        visitor.shoot(page, "console-alerts");
        page.navigate(url() + "/admin");
        assertThat(page.locator(".light.bad", new Page.LocatorOptions().setHasText("Alerts")))
                .isVisible();
    }

    @Test
    void anAlertIsSilencedWithAReasonAndToldOfAgain(Visitor visitor) {
        awaitTrouble();
        Page page = new Desk(visitor, url()).enter(Look.DESKTOP.withoutScript());
        page.navigate(url() + "/admin/alerts");
        Locator late =
                page.locator("[data-test-id=standing] > li", new Page.LocatorOptions().setHasText("webhooks-late"));
        late.locator("[data-test-id=silence-it] summary").click();
        late.locator("select[name=hours]").selectOption("24");
        late.locator("input[name=reason]").fill("The shop's endpoint moves today.");
        late.locator("input[name=reason]").press("Enter");
        assertThat(page.locator(".flash")).containsText("webhooks-late for a day");
        assertThat(late.locator("[data-test-id=silence]")).containsText("The shop's endpoint moves today.");
        assertThat(late.locator("[data-test-id=silence]")).containsText(DemoOwner.EMAIL);
        visitor.shoot(page, "console-alerts-silenced");
        assertThat(entry(page, "alert.silence")).containsText("The shop's endpoint moves today.");

        page.navigate(url() + "/admin/alerts");
        late.locator("[data-test-id=unsilence]").press("Enter");
        assertThat(page.locator(".flash")).containsText("told again");
        assertThat(late.locator("[data-test-id=silence]")).hasCount(0);
        assertThat(entry(page, "alert.unsilence")).containsText("webhooks-late");
    }

    private void awaitTrouble() {
        if (alerts.ended(null, 10).data().isEmpty()) {
            await().atMost(Duration.ofSeconds(30))
                    .until(() -> alerts.standing().stream()
                            .anyMatch(alert -> alert.name().equals("test-ended") && alert.openedAt() != null));
            Trouble.ended = true;
            await().atMost(Duration.ofSeconds(30))
                    .until(() -> !alerts.ended(null, 10).data().isEmpty());
        }
        assertThat(alerts.standing()).extracting(AlertView::name).contains("gateway-open");
    }

    private Locator entry(Page page, String action) {
        page.navigate(url() + "/admin/audit?action=" + action);
        return page.locator("[data-test-id=entries] tbody tr").first();
    }

    private String url() {
        return "http://localhost:" + port;
    }
}
