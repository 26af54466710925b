package dev.florin.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import dev.florin.ApiClient;
import dev.florin.FlorinTest;
import dev.florin.PortalClient;
import dev.florin.Possessions;
import java.net.URI;
import java.net.http.HttpResponse;
import java.util.ArrayDeque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.TestPropertySource;

/** From the portal's front page, the console's and the guide's, every link of ours leads somewhere. */
@FlorinTest
@TestPropertySource(properties = "spring.application.name=florin-links") // a database of merchants that there are
class NoDeadLinksTests {

    private static final Pattern LINK = Pattern.compile("(?:href|src|hx-get)=\"([^\"]+)\"");
    private static final int ENOUGH = 400;

    @LocalServerPort
    private int port;

    @Test
    void everyLinkLeadsSomewhere() {
        Possessions.of(new ApiClient(port));

        Map<String, String> seen = walk(new PortalClient(port).signIn(), "/test/dashboard", "/admin", "/docs");

        assertThat(seen.keySet()).contains("/test/dashboard", "/admin");
        assertThat(seen)
                .allSatisfy((link, trouble) -> assertThat(trouble).as(link).isEmpty());
    }

    /** What was found, each with what is wrong with it: mostly nothing. */
    private static Map<String, String> walk(PortalClient portal, String... starts) {
        var seen = new LinkedHashMap<String, String>();
        var ahead = new ArrayDeque<Map.Entry<String, String>>();
        List.of(starts).forEach(start -> ahead.add(Map.entry(start, "the start")));
        while (!ahead.isEmpty() && seen.size() < ENOUGH) {
            var next = ahead.poll();
            String link = next.getKey();
            if (seen.containsKey(link) || isSeenInTest(link)) {
                continue;
            }
            HttpResponse<String> answer = portal.get(link);
            seen.put(link, answer.statusCode() < 400 ? "" : answer.statusCode() + ", linked from " + next.getValue());
            links(link, answer).forEach(found -> ahead.add(Map.entry(found, link)));
        }
        return seen;
    }

    private static Stream<String> links(String page, HttpResponse<String> answer) {
        var moved = answer.headers().firstValue("Location").stream();
        boolean html = answer.headers().firstValue("Content-Type").orElse("").startsWith("text/html");
        var named = html
                ? LINK.matcher(answer.body())
                        .results()
                        .map(match -> match.group(1).replace("&amp;", "&"))
                : Stream.<String>empty();
        return Stream.concat(moved, named)
                .filter(link -> !link.startsWith("#") && !link.startsWith("data:") && !link.startsWith("mailto:"))
                // java.net.URI takes the last segment away where RFC 3986 keeps it
                .map(link -> link.startsWith("?") ? page.replaceFirst("\\?.*", "") + link : link)
                .map(link -> URI.create("http://here" + page).resolve(link.replace(" ", "%20")))
                .filter(link -> "here".equals(link.getHost()) || "localhost".equals(link.getHost()))
                .filter(link -> link.getPort() != 4000 && link.getPort() != 4001)
                .map(link -> link.getRawPath() + (link.getRawQuery() == null ? "" : "?" + link.getRawQuery()));
    }

    /** Live pages of a merchant that is not live are the test pages again. */
    private static boolean isSeenInTest(String link) {
        return link.startsWith("/dashboard");
    }
}
