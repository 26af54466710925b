package dev.florin.browser;

import com.microsoft.playwright.Page;
import dev.florin.ApiClient;
import dev.florin.PortalClient;
import dev.florin.Possessions;
import dev.florin.Walk;
import dev.florin.Walk.Found;
import dev.florin.merchants.DemoMerchant;
import dev.florin.platform.DatabaseOwner;
import dev.florin.seed.Seeding;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.TestPropertySource;

/**
 * Every page that a link of the portal or the console leads to, on a phone and on a desk, light and dark, while there is
 * nothing, then one of each, then a hundred thousand payments: {@code -Dtest=EveryPageTests -DexcludedGroups=
 * [-Dpages.payments=…]}. New pages are among them by themselves.
 */
@BrowserTest
@Tag("long")
@TestPropertySource(properties = "spring.application.name=florin-every-page") // a database that nobody else pays in
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class EveryPageTests {

    private static final int MANY = Integer.getInteger("pages.payments", 100_000);

    @LocalServerPort
    private int port;

    @Autowired
    private DatabaseOwner owner;

    @Autowired
    private InstantSource clock;

    @Test
    @Order(1)
    void whileThereIsNothing(Visitor visitor) {
        lookAtAll(visitor, "none");
    }

    @Test
    @Order(2)
    void withOneOfEach(Visitor visitor) {
        Possessions.of(new ApiClient(port));
        lookAtAll(visitor, "one");
    }

    @Test
    @Order(3)
    void withManyPayments(Visitor visitor) throws Exception {
        new Seeding(owner.dataSource())
                .seed(DemoMerchant.TENANT, ZoneId.of("Asia/Kolkata"), MANY, clock.instant(), 11, _ -> {});
        lookAtAll(visitor, "many");
    }

    private void lookAtAll(Visitor visitor, String stage) {
        Map<String, String> pages = pages();
        var wrong = new SoftAssertions();
        Stream.of(Look.PHONE, Look.DESKTOP)
                .flatMap(look -> Stream.of(look, look.dark()))
                .forEach(look -> {
                    Page page = new Desk(visitor, url()).enter(look);
                    pages.forEach((name, path) -> {
                        page.navigate(url() + path);
                        wrong.assertThatCode(() -> visitor.assertFits(page)).doesNotThrowAnyException();
                        wrong.assertThatCode(() -> visitor.examine(page)).doesNotThrowAnyException();
                        visitor.shoot(page, "every-%s/%s".formatted(stage, name));
                    });
                    page.context().close();
                });
        System.out.printf("%s: looked at %d pages: %s%n", stage, pages.size(), pages.values());
        wrong.assertAll();
    }

    /** The first of each kind, by its name; the guide and the ways in have tests of their own. */
    private Map<String, String> pages() {
        var pages = new LinkedHashMap<String, String>();
        Walk.from(new PortalClient(port).signIn(), "/test/dashboard", "/admin").stream()
                .filter(Found::isPage)
                .map(Found::link)
                .filter(link -> link.startsWith("/test/dashboard") || link.startsWith("/admin"))
                .filter(link -> !link.contains("/docs/"))
                .forEach(link -> pages.putIfAbsent(kind(link), link));
        return pages;
    }

    private static String kind(String link) {
        return link.replaceFirst("\\?.*", "")
                .replaceAll("/[a-z]+_(test_)?[0-9a-z]{8,}", "/one")
                .replaceAll("/[0-9a-f]{8}-[0-9a-f-]{27}", "/one")
                .substring(1)
                .replace('/', '-');
    }

    private String url() {
        return "http://localhost:" + port;
    }
}
