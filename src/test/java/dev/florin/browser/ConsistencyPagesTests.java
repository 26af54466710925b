package dev.florin.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Page;
import dev.florin.ApiClient;
import dev.florin.consistency.Consistency;
import dev.florin.consistency.Standing;
import dev.florin.kernel.TypeId;
import dev.florin.platform.DatabaseOwner;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.TestPropertySource;

/** The console's page of checks, and of what they found. */
@BrowserTest
@TestPropertySource(properties = "florin.consistency.second-look=200ms") // and so a database of its own
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ConsistencyPagesTests {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @LocalServerPort
    private int port;

    @Autowired
    Consistency consistency;

    @Autowired
    DatabaseOwner database;

    private UUID broken = new UUID(0, 0);
    private String payment = "";

    /** A payment of which a unit is missing. */
    @BeforeAll
    void breakOne() {
        String id = new ApiClient(port).pay("4242424242424242").text("id");
        payment = id;
        broken = TypeId.parse("pay", id).orElseThrow();
        change("amount_captured - 1");
        await().atMost(PATIENCE)
                .until(() -> consistency.findings(true, null, null, 10).data().stream()
                        .anyMatch(found -> found.discrepancy().subject().id().equals(id)));
    }

    private void change(String captured) {
        JdbcClient.create(database.dataSource())
                .sql("update payments.payment set previous_status = status, amount_captured = %s where id = ?"
                        .formatted(captured))
                .param(broken)
                .update();
    }

    @AfterAll
    void mend() {
        change("amount");
        await().atMost(PATIENCE)
                .until(() -> consistency.findings(true, null, null, 10).data().isEmpty());
    }

    @ParameterizedTest
    @MethodSource("dev.florin.browser.Look#each")
    void thePageIsFitToBeUsed(Look look, Visitor visitor) {
        Page page = new Desk(visitor, url()).enter(look);
        page.navigate(url() + "/admin/consistency");
        look(visitor, page, "consistency");
        page.navigate(url() + "/admin/consistency?show=mended&check=answers-stand");
        look(visitor, page, "consistency-mended");
        page.navigate(url() + "/admin");
        assertThat(page.locator(".light.bad").getByText("Consistency")).isVisible();
        look(visitor, page, "consistency-light");
    }

    @Test
    void aDiscrepancyIsSeenUnderstoodAndAcknowledged(Visitor visitor) {
        Page page = new Desk(visitor, url()).enter(Look.DESKTOP);
        page.navigate(url() + "/admin/consistency");
        var finding = page.locator(".finding", new Page.LocatorOptions().setHasText("payment-equals-its-events"))
                .first();
        assertThat(finding).containsText(payment);
        assertThat(finding).containsText("500.00 INR");
        assertThat(finding).containsText("499.99 INR");

        finding.locator("summary").click();
        finding.locator("input[name=reason]").fill("We tried out what the page shows");
        finding.getByText("Note it").click();

        assertThat(page.locator(".flash")).containsText("Noted");
        assertThat(page.locator(".findings")).containsText("We tried out what the page shows");
        page.navigate(url() + "/admin/audit?action=consistency.acknowledge");
        assertThat(page.locator("main")).containsText("We tried out what the page shows");
    }

    @Test
    void everythingIsLookedAtWhenSomebodyWantsIt(Visitor visitor) {
        await().atMost(PATIENCE).until(() -> consistency.standings().stream().allMatch(Standing::isKnown));
        var before = consistency.standings().getFirst().whole();
        Page page = new Desk(visitor, url()).enter(Look.DESKTOP);
        page.navigate(url() + "/admin/consistency");
        page.locator("[data-test-id=run-all]").click();

        assertThat(page.locator(".flash")).containsText("Everything is looked at");
        await().atMost(PATIENCE)
                .untilAsserted(() ->
                        assertThat(consistency.standings().getFirst().whole()).isNotEqualTo(before));
    }

    private static void look(Visitor visitor, Page page, String name) {
        visitor.examine(page);
        visitor.assertFits(page);
        visitor.shoot(page, name);
    }

    private String url() {
        return "http://localhost:" + port;
    }
}
