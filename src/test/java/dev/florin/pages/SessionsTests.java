package dev.florin.pages;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import dev.florin.Florin;
import dev.florin.FlorinTest;
import dev.florin.PortalClient;
import dev.florin.kernel.Tenant;
import dev.florin.members.MemberFixture;
import dev.florin.members.People;
import dev.florin.members.Person;
import dev.florin.members.Role;
import dev.florin.members.Sessions;
import dev.florin.merchants.MerchantFixture;
import dev.florin.merchants.Merchants;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Sessions are in the database: another instance knows them, and what must not have one has none. */
@FlorinTest
class SessionsTests {

    private static final String HOME = "/test/dashboard";

    @LocalServerPort
    int port;

    @Autowired
    People people;

    @Autowired
    Merchants merchants;

    @Autowired
    Sessions sessions;

    @Autowired
    JdbcConnectionDetails database;

    @Autowired
    JdbcClient jdbc;

    Person person;

    @BeforeEach
    void somebody() {
        Tenant tenant = MerchantFixture.merchant(merchants).tenant();
        person = MemberFixture.member(people, tenant.merchant(), Role.SUPPORT);
    }

    @Test
    void anotherInstanceKnowsWhoHasSignedInHere() throws Exception {
        var browser = signedIn();
        String cookie =
                "florin=" + Base64.getEncoder().encodeToString(sessionId().getBytes(US_ASCII));
        try (var another = new SpringApplicationBuilder(Florin.class)
                .profiles("test")
                .run(
                        "--server.port=0",
                        "--spring.datasource.url=" + database.getJdbcUrl(),
                        "--spring.datasource.username=" + database.getUsername(),
                        "--spring.datasource.password=" + database.getPassword())) {
            String there = another.getEnvironment().getRequiredProperty("local.server.port");
            assertThat(status(there, cookie)).isEqualTo(200);
            assertThat(status(there, "florin=bm9ib2R5")).isEqualTo(302);

            browser.post(HOME, "/sign-out", Map.of());
            assertThat(status(there, cookie)).as("after the sign-out here").isEqualTo(302);
        }
    }

    @Test
    void programsAndCustomersHaveNoSession() {
        long before = count();
        for (String path :
                new String[] {"/api/v1/payments", "/checkout/none", "/docs/errors.html", "/actuator/health"}) {
            assertThat(new PortalClient(port).get(path).headers().firstValue("Set-Cookie"))
                    .as(path)
                    .isEmpty();
        }
        assertThat(count()).isEqualTo(before);
    }

    @Test
    void whatAnotherVersionHasWrittenIsNotUnderstoodAndAskedForAgain() {
        var browser = signedIn();
        jdbc.sql("""
                update members.session_attributes set attribute_bytes = '\\xaced000574'::bytea
                where session_primary_id = (select primary_id from members.session where principal_name = ?)
                """).param(person.id().toString()).update();

        var reply = browser.get(HOME);
        assertThat(reply.statusCode()).isEqualTo(302);
        assertThat(reply.headers().firstValue("Location").orElse("")).endsWith("/sign-in");
        signedIn();
    }

    @Test
    void aSessionIsOfOnePersonAndEndsWithThem() {
        var browser = signedIn();
        assertThat(sessions.list(person.id(), sessionId())).singleElement().satisfies(session -> {
            assertThat(session.current()).isTrue();
            assertThat(session.ip()).isNotBlank();
        });
        jdbc.sql("update members.person set disabled_at = now() where id = ?")
                .param(person.id())
                .update();
        assertThat(browser.get(HOME).statusCode()).isEqualTo(302);
    }

    private PortalClient signedIn() {
        return new PortalClient(port).signIn(person.email(), MemberFixture.PASSWORD);
    }

    private String sessionId() {
        return jdbc.sql(
                        "select session_id from members.session where principal_name = ? order by creation_time desc limit 1")
                .param(person.id().toString())
                .query(String.class)
                .single();
    }

    private long count() {
        return jdbc.sql("select count(*) from members.session")
                .query(Long.class)
                .single();
    }

    private static int status(String port, String cookie) throws Exception {
        var request = HttpRequest.newBuilder(URI.create("http://localhost:" + port + HOME))
                .header("Accept", "text/html")
                .header("Cookie", cookie)
                .build();
        return HttpClient.newHttpClient()
                .send(request, BodyHandlers.discarding())
                .statusCode();
    }
}
