package dev.florin.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.microsoft.playwright.Page;
import dev.florin.audit.Audit;
import dev.florin.audit.Filter;
import dev.florin.kernel.PageQuery;
import dev.florin.members.Invitations;
import dev.florin.members.MemberFixture;
import dev.florin.members.People;
import dev.florin.members.Person;
import dev.florin.members.Role;
import dev.florin.merchants.MerchantFixture;
import dev.florin.merchants.Merchants;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Ways in, second factors, the team and the sessions, as people come by them. */
@BrowserTest
class SignInPagesTests {

    @LocalServerPort
    private int port;

    @Autowired
    private People people;

    @Autowired
    private Merchants merchants;

    @Autowired
    private Invitations invitations;

    @Autowired
    private Audit audit;

    @Autowired
    private InstantSource clock;

    @Autowired
    private JdbcClient jdbc;

    private UUID merchant;
    private Person owner;

    @BeforeEach
    void somebody() {
        jdbc.sql("delete from members.failure").update();
        merchant = MerchantFixture.merchant(merchants).tenant().merchant();
        owner = MemberFixture.member(people, merchant, Role.OWNER);
    }

    @ParameterizedTest
    @MethodSource("dev.florin.browser.Look#each")
    void thePagesAreFitToBeUsed(Look look, Visitor visitor) {
        invitations.invite(merchant, "invited@example.com", Role.FINANCE, owner, dev.florin.audit.Origin.NONE);
        MemberFixture.member(people, merchant, Role.SUPPORT);
        String link = link(invitations
                .invite(merchant, "link@example.com", Role.DEVELOPER, owner, dev.florin.audit.Origin.NONE)
                .link());
        Page page = visitor.open(look, url() + "/sign-in/forgot");
        see(visitor, page, "forgot");
        page.navigate(link);
        see(visitor, page, "invitation");

        signIn(page, owner.email(), MemberFixture.PASSWORD);
        for (String path :
                List.of("/team", "/security", "/security/audit", "/security/app", "/security/passkeys/new")) {
            page.navigate(portal(path));
            see(visitor, page, path.substring(1).replace('/', '-'));
        }
        page.navigate(portal("/security/app"));
        turnOnTheApp(page);
        see(visitor, page, "codes");
        page.navigate(portal("/security"));
        see(visitor, page, "security-on");
        forgetProof();
        page.navigate(portal("/security/passkeys/new"));
        see(visitor, page, "proof-code");

        visitor.expect("status of 404");
        page.navigate(url() + "/invitations/nothing");
        see(visitor, page, "invitation-over");
        signOut(page);
        page.navigate(url() + "/sign-in");
        fill(page, owner.email(), MemberFixture.PASSWORD);
        see(visitor, page, "code");
        fillCode(page, "123456");
        assertThat(page.locator("[role=alert]").first()).containsText("not right");
        see(visitor, page, "code-wrong");
    }

    @Test
    void withoutScriptsAnAppAndCodesForRecoveryDoAsWell(Visitor visitor) {
        Page page = visitor.open(Look.PHONE.withoutScript());
        signIn(page, owner.email(), MemberFixture.PASSWORD);
        page.navigate(portal("/security"));
        page.locator("a[href$='/security/app']").click();
        String secret = turnOnTheApp(page);
        List<String> codes = page.locator("#codes code").allInnerTexts();
        assertThat(codes).hasSize(10);
        page.navigate(portal("/security"));
        signOut(page);

        fill(page, owner.email(), MemberFixture.PASSWORD);
        assertThat(page).hasURL(url() + "/sign-in/code");
        fillCode(page, MemberFixture.code(secret, clock.instant().plusSeconds(30)));
        assertThat(page).hasURL(url() + "/test/dashboard");
        page.navigate(portal("/security"));
        signOut(page);

        fill(page, owner.email(), MemberFixture.PASSWORD);
        fillCode(page, codes.getFirst());
        assertThat(page).hasURL(url() + "/test/dashboard");
        page.navigate(portal("/security"));
        assertThat(page.locator("main")).containsText("9 of 10 are unused");
        signOut(page);
        fill(page, owner.email(), MemberFixture.PASSWORD);
        fillCode(page, codes.getFirst());
        assertThat(page.locator("[role=alert]").first()).containsText("used before");
    }

    @Test
    void aPasskeyAloneSignsInAndProvesWhoAsks(Visitor visitor) {
        Page page = visitor.open(Look.DESKTOP);
        haveAuthenticator(page);
        signIn(page, owner.email(), MemberFixture.PASSWORD);
        page.navigate(portal("/security"));
        page.locator("a[href$='/security/passkeys/new']").click();
        page.getByLabel("What you call it").fill("Work laptop");
        page.locator("[data-passkey=create]").click();
        assertThat(page.locator("h1")).hasText("Codes for recovery");
        page.navigate(portal("/security"));
        assertThat(page.locator(".plain-list")).containsText("Work laptop");
        visitor.examine(page);
        visitor.shoot(page, "security-passkey");
        signOut(page);

        page.locator("[data-passkey=get]").click();
        assertThat(page).hasURL(url() + "/test/dashboard");
        page.navigate(portal("/security"));
        assertThat(page.locator(".plain-list")).containsText("last used");

        forgetProof();
        page.locator(".plain-list button").click();
        assertThat(page.locator("h1")).hasText("Is it you?");
        visitor.shoot(page, "proof-passkey");
        page.locator("[data-passkey=get]").click();
        assertThat(page.locator(".flash")).containsText("The passkey is removed");

        signOut(page);
        page.locator("[data-passkey=get]").click();
        assertThat(page.locator("[role=alert]").first()).containsText("not known here");
    }

    @Test
    void whoGuessesHasToWait(Visitor visitor) {
        visitor.expect("status of 429");
        Page page = visitor.open(Look.PHONE);
        page.navigate(url() + "/sign-in");
        for (int i = 0; i < 5; i++) {
            fill(page, owner.email(), "wrong wrong wrong");
            assertThat(page.locator("[role=alert]").first()).containsText("No account has");
        }
        fill(page, owner.email(), MemberFixture.PASSWORD);
        assertThat(page.locator("[role=alert]").first()).containsText("Try again in 1");
        visitor.examine(page);
        visitor.shoot(page, "sign-in-wait");
    }

    @Test
    void aColleagueComesByALinkLooksAndMovesNothing(Visitor visitor) {
        visitor.expect("status of 403");
        Page desk = visitor.open(Look.DESKTOP);
        signIn(desk, owner.email(), MemberFixture.PASSWORD);
        desk.navigate(portal("/team"));
        desk.getByLabel("E-mail", new Page.GetByLabelOptions().setExact(true))
                .fill("ravi-" + merchant + "@example.com");
        desk.getByLabel("Role", new Page.GetByLabelOptions().setExact(true)).selectOption("support");
        desk.locator("form[action$='/team/invitations'] button").first().click();
        String link = desk.getByTestId("invitation-link").innerText().strip();
        visitor.shoot(desk, "team-invited");

        Page theirs = visitor.open(Look.PHONE, link);
        theirs.getByLabel("Your name").fill("Ravi");
        theirs.getByLabel("Password").fill("password1234");
        theirs.locator("main button").click();
        assertThat(theirs.locator("[role=alert]").first()).containsText("easily guessed");
        theirs.getByLabel("Password").fill("seven lanterns over the lake");
        theirs.locator("main button").click();
        assertThat(theirs).hasURL(url() + "/test/dashboard");

        theirs.navigate(portal("/payments"));
        assertThat(theirs.locator("h1")).hasText("Payments");
        theirs.navigate(portal("/team"));
        assertThat(theirs.locator("main")).containsText("Ravi");
        assertThat(theirs.locator("form[action$='/team/invitations']")).hasCount(0);
        theirs.navigate(portal("/security/audit"));
        assertThat(theirs.locator("h1")).hasText("This is not for you");
        theirs.navigate(portal("/security"));
        Object status = theirs.evaluate("""
                async () => (await fetch('/test/dashboard/payments/pay_01kaq9v3mze8n9x6w1t2r5y7dc/refund', {method: 'POST',
                    headers: {'Content-Type': 'application/x-www-form-urlencoded'},
                    body: new URLSearchParams({_csrf: document.querySelector('[name=_csrf]').value, amount: '1', once: 'x'})})).status
                """);
        assertThat(status).isEqualTo(403);
        assertThat(audit.list(
                                merchant,
                                new Filter("ravi-" + merchant + "@example.com", "access.denied", null, null, null),
                                PageQuery.first(10))
                        .data())
                .hasSizeGreaterThanOrEqualTo(2);

        desk.navigate(portal("/team"));
        desk.locator("tr", new Page.LocatorOptions().setHasText("Ravi"))
                .locator("summary")
                .click();
        visitor.shoot(desk, "team-remove");
        desk.locator("tr", new Page.LocatorOptions().setHasText("Ravi"))
                .locator(".btn-danger")
                .click();
        assertThat(desk.locator(".flash")).containsText("no member any more");
        theirs.navigate(portal("/payments"));
        assertThat(theirs.locator("main")).containsText("You are not a member of any merchant");
        theirs.navigate(portal("/security"));
        assertThat(theirs.locator("h1")).hasText("Security");
    }

    @Test
    void whoSignsOutTheOthersIsAloneAtOnce(Visitor visitor) {
        Page here = visitor.open(Look.DESKTOP);
        signIn(here, owner.email(), MemberFixture.PASSWORD);
        Page there = visitor.open(Look.PHONE);
        signIn(there, owner.email(), MemberFixture.PASSWORD);

        here.navigate(portal("/security"));
        assertThat(here.locator("section[aria-labelledby=sessions-title] tbody tr"))
                .hasCount(2);
        here.locator("form[action$='/sessions/end-others'] button").click();
        assertThat(here.locator("section[aria-labelledby=sessions-title] tbody tr"))
                .hasCount(1);
        there.navigate(portal("/security"));
        assertThat(there).hasURL(url() + "/sign-in");
    }

    private String turnOnTheApp(Page page) {
        String secret = page.getByTestId("totp-secret").innerText().strip();
        page.getByLabel("Enter the code that it shows now").fill(MemberFixture.code(secret, clock.instant()));
        page.locator("form[action$='/security/app'] button").click();
        assertThat(page.locator("h1")).hasText("Codes for recovery");
        return secret;
    }

    private static void haveAuthenticator(Page page) {
        var cdp = page.context().newCDPSession(page);
        cdp.send("WebAuthn.enable");
        var options = new JsonObject();
        options.addProperty("protocol", "ctap2");
        options.addProperty("transport", "internal");
        options.addProperty("hasResidentKey", true);
        options.addProperty("hasUserVerification", true);
        options.addProperty("isUserVerified", true);
        options.addProperty("automaticPresenceSimulation", true);
        var argument = new JsonObject();
        argument.add("options", options);
        cdp.send("WebAuthn.addVirtualAuthenticator", argument);
    }

    /** As if ten minutes had passed. */
    private void forgetProof() {
        jdbc.sql("delete from members.session_attributes where attribute_name like '%.Proof'")
                .update();
    }

    private void see(Visitor visitor, Page page, String name) {
        visitor.examine(page);
        visitor.assertFits(page);
        visitor.shoot(page, "people-" + name);
    }

    private void signIn(Page page, String email, String password) {
        page.navigate(url() + "/sign-in");
        fill(page, email, password);
        assertThat(page).hasURL(url() + "/test/dashboard");
    }

    private static void fill(Page page, String email, String password) {
        page.getByLabel("E-mail", new Page.GetByLabelOptions().setExact(true)).fill(email);
        page.getByLabel("Password").fill(password);
        page.locator("form[action='/sign-in'] button").click();
    }

    private static void fillCode(Page page, String code) {
        page.getByLabel("Code").fill(code);
        page.locator("form[action='/sign-in/code'] button").click();
    }

    private void signOut(Page page) {
        page.navigate(portal("/security"));
        page.locator("details.person summary").click();
        page.locator("form[action='/sign-out'] button").click();
        assertThat(page.locator("h1")).hasText("Sign in");
    }

    private String portal(String path) {
        return url() + "/test/dashboard" + path;
    }

    private static String link(@org.jspecify.annotations.Nullable String link) {
        if (link == null) {
            throw new AssertionError("There is a mail server");
        }
        return link;
    }

    private String url() {
        return "http://localhost:" + port;
    }
}
