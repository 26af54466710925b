package dev.florin.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.FilePayload;
import dev.florin.ApiClient;
import dev.florin.kernel.Tenant;
import dev.florin.merchants.DemoMerchant;
import dev.florin.merchants.Merchants;
import dev.florin.webhooks.Receiver;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The pages that developers use, in a real browser: the log of the API, webhooks, keys, settings. */
@BrowserTest
class DeveloperPagesTests {

    private static final Tenant LIVE = new Tenant(DemoMerchant.ID, true);

    @LocalServerPort
    private int port;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private Merchants merchants;

    private ApiClient api;

    @BeforeEach
    void someHistory() {
        api = new ApiClient(port);
        if (lists() < 60) {
            ApiClient.Reply paid = api.pay("4242424242424242", "Idempotency-Key", "order-1001");
            api.pay("4242424242424242", "Idempotency-Key", "order-1001");
            api.post("/payments/" + paid.text("id") + "/refunds", "{\"amount\":500}");
            api.post("/orders", "{\"amount\":-1,\"currency\":\"INR\"}");
            for (int i = 0; i < 60; i++) {
                api.get("/payments?limit=" + (i % 9 + 1));
            }
            await().until(() -> lists() >= 60);
        }
        if (!merchants.isLive(DemoMerchant.ID)) {
            merchants.issueKey(LIVE);
        }
    }

    @ParameterizedTest
    @MethodSource("dev.florin.browser.Look#each")
    void everyPageIsFitToBeUsed(Look look, Visitor visitor) {
        String endpoint = endpoint();
        String delivery =
                api.post("/webhook-endpoints/" + endpoint + "/test", "").text("id");
        String request = requestId(api.authorize("4242424242424242"));
        awaitLogged(request);
        Page page = new Desk(visitor, url()).enter(look);
        for (String mode : List.of("/dashboard", "/test/dashboard")) {
            for (String path :
                    List.of("/logs", "/webhooks", "/webhooks/deliveries", "/webhooks/new", "/keys", "/settings")) {
                page.navigate(url() + mode + path);
                look(visitor, page, (mode.startsWith("/test") ? "many" : "none") + path);
            }
        }
        for (String path : List.of(
                "/logs?outcome=failed&code=out_of_bounds",
                "/logs?path=/nothing-like-that",
                "/logs/" + request,
                "/webhooks/endpoints/" + endpoint,
                "/webhooks/endpoints/" + endpoint + "/edit",
                "/webhooks/endpoints/" + endpoint + "/delete",
                "/webhooks/deliveries/" + delivery,
                "/keys/" + DemoMerchant.KEY_ID + "/roll",
                "/keys/" + DemoMerchant.KEY_ID + "/revoke")) {
            page.navigate(url() + "/test/dashboard" + path);
            look(
                    visitor,
                    page,
                    path.replaceAll("(we|whd|req|key)_[a-z0-9_]+", "one").replaceAll("[?].*=", "-"));
        }
    }

    @Test
    void theLogIsPagedFilteredAndSearched(Visitor visitor) {
        Page page = new Desk(visitor, url()).enter(Look.DESKTOP);
        page.navigate(url() + "/test/dashboard/logs?path=/payments%3Flimit");
        Locator rows = page.locator("[data-test-id=request]");
        assertThat(rows).hasCount(25);
        String first = rows.first().getAttribute("href");
        page.getByText("Older").click();
        assertThat(rows).hasCount(25);
        assertThat(page).hasURL(java.util.regex.Pattern.compile("starting_after=req_"));
        page.getByText("Newer").click();
        assertThat(rows.first()).hasAttribute("href", first);

        page.locator("select[name=outcome]").selectOption("failed");
        page.locator("input[name=path]").fill("/orders");
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Filter"))
                .click();
        assertThat(rows.first()).containsText("/api/v1/orders");
        assertThat(page.locator(".list tbody tr").first()).containsText("out_of_bounds");

        page.navigate(url() + "/test/dashboard/logs?replayed=yes&q=order-1001");
        assertThat(rows).hasCount(1);
        rows.first().click();
        assertThat(page.locator("pre").first()).containsText("424242******4242");
        assertThat(page.locator("#curl")).containsText("-H 'Idempotency-Key: order-1001'");
        assertThat(page.locator("main")).not().containsText("4242424242424242");
        String id = page.locator("dl code").first().textContent();
        page.navigate(url() + "/test/dashboard/logs?q=" + id);
        assertThat(page).hasURL(url() + "/test/dashboard/logs/" + id);
    }

    @Test
    void anEndpointIsMadeTriedRotatedReplayedAndDeleted(Visitor visitor) {
        try (Receiver receiver = new Receiver()) {
            Page page = new Desk(visitor, url()).enter(Look.DESKTOP);
            page.navigate(url() + "/test/dashboard/webhooks");
            page.getByText("Add an endpoint").first().click();
            page.getByLabel("URL").fill("ftp://nowhere");
            page.locator("form.stacked").evaluate("form => form.noValidate = true");
            click(page, "Add the endpoint");
            assertThat(page.locator("[role=alert]")).isVisible();
            page.getByLabel("URL").fill(receiver.url());
            click(page, "Add the endpoint");
            String secret = page.locator("[data-test-id=secret] code").textContent();
            assertThat(secret).startsWith("whsec_");
            visitor.shoot(page, "endpoint-secret");
            page.getByText("I have it").click();
            String endpoint = page.url().substring(page.url().lastIndexOf('/') + 1);

            click(page, "Send a test event");
            assertThat(page.locator(".flash")).isVisible();
            awaitHeard(receiver, 1);
            assertThat(receiver.heard().getFirst().isSigned(secret)).isTrue();

            page.navigate(url() + "/test/dashboard/webhooks/endpoints/" + endpoint);
            page.getByText("Rotate it").click();
            assertThat(page.locator("dialog[open] h1")).isVisible();
            visitor.examine(page);
            visitor.shootScreen(page, "endpoint-rotate");
            click(page, "Rotate the secret");
            assertThat(page.locator("[data-test-id=secret] code").textContent()).isNotEqualTo(secret);
            page.getByText("I have it").click();

            receiver.answer(500);
            api.post("/webhook-endpoints/" + endpoint + "/test", "");
            awaitHeard(receiver, 2);
            fail(endpoint);
            receiver.answer(200);
            page.reload();
            click(page, "Replay");
            awaitHeard(receiver, 3);
            assertThat(page.locator("[data-test-id=replay]")).containsText("Done: 1 of 1 sent again");
            visitor.shoot(page, "endpoint-replayed");

            receiver.answer(410);
            click(page, "Send a test event");
            awaitHeard(receiver, 4);
            awaitDisabled(endpoint);
            page.navigate(url() + "/test/dashboard/webhooks/endpoints/" + endpoint);
            assertThat(page.locator(".alert-danger")).containsText("410 Gone");
            visitor.examine(page);
            visitor.shoot(page, "endpoint-gone");
            click(page, "Enable");
            assertThat(page.locator(".flash")).containsText("Enabled");

            page.getByText("Delete…").click();
            click(page, "Delete the endpoint");
            assertThat(page.locator(".flash")).containsText("deleted");
            assertThat(actions())
                    .contains(
                            "endpoint.create",
                            "endpoint.test",
                            "endpoint.rotate_secret",
                            "endpoint.replay",
                            "endpoint.enable",
                            "endpoint.delete");
            assertThat(audited()).noneMatch(facts -> facts.contains("whsec_"));
        }
    }

    @Test
    void aKeyIsMadeRolledAndRevoked(Visitor visitor) throws Exception {
        Page page = new Desk(visitor, url()).enter(Look.DESKTOP);
        page.navigate(url() + "/test/dashboard/keys");
        page.locator("[data-test-id=create-key]").click();
        String key = page.locator("dl code").first().textContent();
        String secret = page.locator("[data-test-id=secret] code").textContent();
        visitor.examine(page);
        visitor.shoot(page, "key-issued");
        assertThat(new ApiClient(port, key, secret).get("/payments").status()).isEqualTo(200);
        var file = page.waitForDownload(() -> page.getByText("Download .env").click());
        assertThat(file.suggestedFilename()).isEqualTo("florin.env");
        assertThat(Files.readString(file.path())).contains("FLORIN_KEY=" + key, "FLORIN_SECRET=" + secret);
        page.getByText("I have it").click();

        page.locator("tr", new Page.LocatorOptions().setHasText(key))
                .getByText("Roll")
                .first()
                .click();
        assertThat(page.locator("dialog[open] h1")).hasText("Roll this key?");
        visitor.examine(page);
        visitor.shootScreen(page, "key-roll");
        page.getByLabel("1 hour").check();
        click(page, "Roll the key");
        String next = page.locator("dl code").first().textContent();
        assertThat(next).isNotEqualTo(key);
        page.getByText("I have it").click();
        assertThat(page.locator("tr", new Page.LocatorOptions().setHasText(key)))
                .containsText("Ends");

        // When keys were last used is stored every ten seconds
        await().atMost(Duration.ofSeconds(30))
                .until(() -> merchants.keys(DemoMerchant.TENANT).stream()
                        .anyMatch(it -> it.keyId().equals(key) && it.lastUsedAt() != null));
        page.locator("tr", new Page.LocatorOptions().setHasText(key))
                .getByText("Revoke")
                .first()
                .click();
        assertThat(page.locator("dialog[open]")).containsText("It was last used on");
        click(page, "Revoke the key");
        assertThat(page.locator(".flash")).containsText("is revoked");
        page.locator("details.ended summary").click();
        assertThat(page.locator("details.ended")).containsText(key);
        visitor.shoot(page, "keys-ended");
        assertThat(actions()).contains("key.create", "key.rotate", "key.revoke");
        assertThat(audited()).noneMatch(facts -> facts.contains(secret));
    }

    @Test
    void theSigningSecretIsShownToWhoProvesThemselves(Visitor visitor) {
        Page page = new Desk(visitor, url()).enter(Look.DESKTOP);
        page.navigate(url() + "/test/dashboard/keys");
        page.locator("[data-test-id=reveal-signing]").click();
        assertThat(page.locator("[data-test-id=secret] code")).hasText(java.util.regex.Pattern.compile("sgn_test_.+"));
        visitor.examine(page);
        visitor.shoot(page, "signing");
        assertThat(actions()).contains("signing_secret.reveal");
    }

    @Test
    void settingsAreChangedAndShownOnTheCheckout(Visitor visitor) {
        Page page = new Desk(visitor, url()).enter(Look.DESKTOP);
        page.navigate(url() + "/test/dashboard/settings");
        page.getByLabel("Name", new Page.GetByLabelOptions().setExact(true)).fill("Assam & Sons");
        page.getByLabel("Where the checkout may be embedded").fill("http://shop.example");
        click(page, "Save");
        assertThat(page.locator("[role=alert]")).containsText("is not HTTPS");
        assertThat(page.getByLabel("Name", new Page.GetByLabelOptions().setExact(true)))
                .hasValue("Assam & Sons");
        visitor.examine(page);
        visitor.shoot(page, "settings-fault");
        page.getByLabel("Where the checkout may be embedded").fill("https://shop.example\nhttp://localhost:4001");
        page.getByLabel("Use it in place of Florin's blue").check();
        page.locator("#brandColor").fill("#ffe14d");
        page.locator("#brandColor").dispatchEvent("change");
        assertThat(page.locator("#preview")).containsText("Text on your colour is black");
        page.locator("#logo")
                .setInputFiles(
                        new FilePayload(
                                "logo.png",
                                "image/png",
                                Base64.getDecoder()
                                        .decode(
                                                "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==")));
        click(page, "Save");
        assertThat(page.locator(".flash")).containsText("Saved");
        assertThat(page.locator("img.logo")).isVisible();
        visitor.examine(page);
        visitor.shoot(page, "settings-saved");
        var profile = api.get("/merchant/profile").body();
        assertThat(profile.path("display_name").asString()).isEqualTo("Assam & Sons");
        assertThat(profile.path("brand_color").asString()).isEqualTo("#ffe14d");
        assertThat(profile.path("logo").asString()).startsWith("data:image/png");

        page.locator("#logo")
                .setInputFiles(new FilePayload("logo.png", "image/png", "<svg/>".getBytes(StandardCharsets.UTF_8)));
        click(page, "Save");
        assertThat(page.locator("[role=alert]")).containsText("A logo is a PNG");

        page.getByLabel("Your days begin in").selectOption("Europe/Berlin");
        page.locator("form[action$='/timezone'] button").click();
        assertThat(page.locator(".flash")).containsText("Europe/Berlin");
        page.getByLabel("Your days begin in").selectOption("Asia/Kolkata");
        page.locator("form[action$='/timezone'] button").click();
        assertThat(actions()).contains("profile.change", "merchant.change_timezone");
    }

    private void look(Visitor visitor, Page page, String name) {
        visitor.examine(page);
        visitor.assertFits(page);
        visitor.shoot(page, "developers-" + name.replace('/', '-'));
    }

    /** One that there is, or is made: other tests delete theirs. */
    private String endpoint() {
        var first = api.get("/webhook-endpoints").body().at("/data/0/id");
        return first.isMissingNode()
                ? api.post("/webhook-endpoints", "{\"url\":\"http://localhost:4000/webhooks\",\"events\":[\"*\"]}")
                        .text("id")
                : first.asString();
    }

    private static void click(Page page, String button) {
        page.getByRole(
                        AriaRole.BUTTON,
                        new Page.GetByRoleOptions().setName(button).setExact(true))
                .first()
                .click();
    }

    private List<String> texts(String sql) {
        return jdbc.sql(sql).query((row, _) -> row.getString(1)).list();
    }

    private List<String> actions() {
        return texts("select action from audit.entry");
    }

    private List<String> audited() {
        return texts("select e::text from audit.entry e");
    }

    private void fail(String endpoint) {
        UUID id = dev.florin.kernel.TypeId.parse("we", endpoint).orElseThrow();
        await().until(() -> jdbc.sql("""
                        update webhooks.delivery set status = 'failed', next_attempt_at = null
                        where endpoint_id = ? and status = 'pending' and attempts > 0
                        """).param(id).update() == 1);
    }

    private void awaitDisabled(String endpoint) {
        await().until(() -> !api.get("/webhook-endpoints/" + endpoint)
                .body()
                .path("enabled")
                .asBoolean());
    }

    private static void awaitHeard(Receiver receiver, int count) {
        await().atMost(java.time.Duration.ofSeconds(15))
                .until(() -> receiver.heard().size() >= count);
    }

    /** Of what others have asked for there may be more in the log. */
    private int lists() {
        return jdbc.sql("select count(*) from requests.request where path like '%/payments?limit=%'")
                .query(Integer.class)
                .single();
    }

    private void awaitLogged(String request) {
        UUID id = dev.florin.kernel.TypeId.parse("req", request).orElseThrow();
        await().until(() -> jdbc.sql("select count(*) from requests.request where id = ?")
                        .param(id)
                        .query(Integer.class)
                        .single()
                == 1);
    }

    private static String requestId(ApiClient.Reply reply) {
        return reply.raw().headers().firstValue("Request-Id").orElseThrow();
    }

    private String url() {
        return "http://localhost:" + port;
    }
}
