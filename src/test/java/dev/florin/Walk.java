package dev.florin;

import java.net.URI;
import java.net.http.HttpResponse;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Follows every link of ours from page to page, as somebody who has signed in. */
public final class Walk {

    private static final Pattern LINK = Pattern.compile("(?:href|src|hx-get)=\"([^\"]+)\"");
    private static final int ENOUGH = 400;

    private final PortalClient portal;
    private final Map<String, Found> seen = new LinkedHashMap<>();

    private Walk(PortalClient portal) {
        this.portal = portal;
    }

    /**
     * Where a link leads.
     *
     * @param link its path, and the query if there is one
     * @param isPage whether it is a whole one, and not a part that htmx asks for
     * @param from the page on which it stands
     */
    public record Found(String link, int status, boolean isPage, String from) {

        public boolean isDead() {
            return status >= 400;
        }
    }

    /** What is found from these pages on, each link once, in the order in which it was met; not for ever. */
    public static Collection<Found> from(PortalClient portal, String... starts) {
        return new Walk(portal).follow(List.of(starts));
    }

    private Collection<Found> follow(List<String> starts) {
        var ahead = new ArrayDeque<Map.Entry<String, String>>();
        starts.forEach(start -> ahead.add(Map.entry(start, "the start")));
        while (!ahead.isEmpty() && seen.size() < ENOUGH) {
            var next = ahead.poll();
            String link = next.getKey();
            if (seen.containsKey(link) || isSeenInTest(link)) {
                continue;
            }
            HttpResponse<String> answer = portal.get(link);
            boolean isPage = answer.statusCode() == 200 && answer.body().startsWith("<!DOCTYPE html>");
            seen.put(link, new Found(link, answer.statusCode(), isPage, next.getValue()));
            links(link, answer).forEach(found -> ahead.add(Map.entry(found, link)));
        }
        return seen.values();
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
