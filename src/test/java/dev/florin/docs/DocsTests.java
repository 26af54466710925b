package dev.florin.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.florin.FlorinTest;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** The pages that everybody can read. */
@FlorinTest
class DocsTests {

    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final Pattern LINK = Pattern.compile("<a [^>]*href=\"([^\"]+)\"");

    /** Other places that are led to; whether they are there is not ours to try. */
    private static final List<String> ELSEWHERE =
            List.of("https://www.standardwebhooks.com", "/dashboard", "/openapi.json");

    @LocalServerPort
    int port;

    @Autowired
    Docs docs;

    @Test
    void everyLinkLeadsSomewhere() {
        Map<String, String> pages = new HashMap<>();
        docs.paths().forEach(path -> pages.put(url(path), get(url(path)).body()));
        var lost = new TreeSet<String>();
        pages.forEach((from, html) -> links(html).forEach(link -> {
            String to = link.startsWith("#") || link.startsWith("?") ? from + link : link;
            if (!ELSEWHERE.contains(link) && !isThere(to, pages)) {
                lost.add(from + " -> " + link);
            }
        }));

        assertThat(pages).hasSizeGreaterThan(100);
        assertThat(lost).isEmpty();
    }

    private static boolean isThere(String to, Map<String, String> pages) {
        String[] parts = to.split("#", 2);
        String html = pages.get(parts[0].replaceFirst("\\?lang=[a-z]+$", ""));
        return html != null && (parts.length == 1 || parts[1].isEmpty() || html.contains("id=\"" + parts[1] + "\""));
    }

    @Test
    void aPageNamesNothingOfTheDemoMerchants() {
        assertThat(docs.paths())
                .allSatisfy(
                        path -> assertThat(get(url(path)).body()).doesNotContain(Reader.DEMO_KEY, Reader.DEMO_SECRET));
        assertThat(get("/docs/quickstart").body()).contains("YOUR_KEY_ID:YOUR_SECRET");
    }

    @Test
    void aReaderSeesTheirOwnKeyAndStaysWhereTheyAre() {
        var reader = new Reader(
                "/test/dashboard/docs", "https://pay.example", "key_test_mine", "YOUR_SECRET", SampleLanguage.PHP);

        DocsPage page = docs.page("quickstart", reader).orElseThrow();

        assertThat(((DocsPage.Text) page.content()).html())
                .contains("https://pay.example/api/v1", "key_test_mine:YOUR_SECRET", "\"/test/dashboard/docs/keys\"")
                .doesNotContain("localhost:8080", "\"/docs/");
    }

    @Test
    void aLanguageIsChosenWithoutScriptAndRemembered() {
        HttpResponse<String> chosen = get("/docs/quickstart?lang=python");
        String cookie = chosen.headers().firstValue("Set-Cookie").orElseThrow();

        assertThat(chosen.body()).containsPattern("data-language=\"python\" aria-current=\"true\"");
        assertThat(cookie).startsWith("docs_language=python;").contains("SameSite=Lax");
        assertThat(get("/docs/payments", "Cookie", cookie.split(";")[0]).body())
                .containsPattern("data-language=\"python\" aria-current=\"true\"");
        assertThat(get("/docs/payments?lang=%3Cb%3E").headers().firstValue("Set-Cookie"))
                .isEmpty();
    }

    @Test
    void whatIsLookedForIsFoundTheBestFirst() {
        Reader anybody = Reader.anybody("http://localhost", SampleLanguage.BASH);

        assertThat(found("amount_too_large", anybody).getFirst().path()).isEqualTo("errors/amount_too_large");
        assertThat(found("rotate secret", anybody)).isNotEmpty();
        assertThat(found("3-D Secure", anybody)).extracting(Search.Hit::path).contains("payments#3-d-secure");
        assertThat(found("create order", anybody)).extracting(Search.Hit::path).contains("api/orders#createOrder");
        assertThat(found("xyzzy", anybody)).isEmpty();
        assertThat(get("/docs/search?q=%3Cscript%3E").body())
                .doesNotContain("<script>")
                .contains("&lt;script&gt;");
        assertThat(get("/docs/search?q=" + "a".repeat(5000)).statusCode()).isEqualTo(200);
    }

    private List<Search.Hit> found(String query, Reader reader) {
        return ((DocsPage.Found) docs.search(query, reader).content()).hits();
    }

    @Test
    void theReferenceHasEveryOperationAndFindsItByItsWords() {
        Reader anybody = Reader.anybody("http://localhost", SampleLanguage.BASH);
        var all = (DocsPage.Operations) docs.operations("", anybody).content();
        var some = (DocsPage.Operations) docs.operations("post refund", anybody).content();

        assertThat(all.groups().stream()
                        .mapToLong(group -> group.operations().size())
                        .sum())
                .isGreaterThan(30);
        assertThat(some.groups().stream().flatMap(group -> group.operations().stream()))
                .isNotEmpty()
                .allSatisfy(operation -> assertThat(operation.method()).isEqualTo("POST"));
        assertThat(get("/docs/api?q=xyzzy").body()).contains("No operation has that in its name");
    }

    @Test
    void whatIsNotThereIsSaidOnAPage() {
        for (String path :
                List.of("nowhere", "errors/no_such_code", "api/nothing", "errors.htm", "..%2Fapplication.yaml")) {
            HttpResponse<String> missing = get("/docs/" + path);
            assertThat(missing.statusCode()).as(path).isIn(400, 404);
        }
        assertThat(get("/docs/nowhere").body()).contains("No such page");
    }

    @Test
    void aTextWithHtmlIsRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Markdown().parse("Look: <b>here</b>"));
        assertThatIllegalArgumentException().isThrownBy(() -> new GuidePage(new Markdown(), "page", "No title"));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ErrorCodes.read(new Markdown(), "## Group\n\n### `a_code` 422\n\nMeaning alone."));
    }

    private static Stream<String> links(String html) {
        return LINK.matcher(html)
                .results()
                .map((MatchResult link) -> link.group(1).replace("&amp;", "&"));
    }

    private static String url(String path) {
        return path.isEmpty() ? "/docs" : "/docs/" + path;
    }

    private HttpResponse<String> get(String path, String... headers) {
        try {
            var request = HttpRequest.newBuilder(URI.create("http://localhost:" + port + path));
            return HTTP.send(
                    headers.length == 0
                            ? request.build()
                            : request.headers(headers).build(),
                    BodyHandlers.ofString());
        } catch (Exception e) {
            throw new IllegalStateException(path, e);
        }
    }
}
