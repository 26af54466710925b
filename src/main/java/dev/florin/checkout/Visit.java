package dev.florin.checkout;

import jakarta.servlet.http.HttpServletRequest;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How a customer came: in which language if they chose one, and inside of which page if in one. It travels in the URLs of
 * the page, as there is no session.
 *
 * @param embed the number once by which the page around this one knows us; null if there is none around
 * @param origin of the page around
 */
record Visit(
        @Nullable String lang,
        @Nullable String embed,
        @Nullable String origin) {

    static final Visit ALONE = new Visit(null, null, null);

    private static final Pattern NONCE = Pattern.compile("[A-Za-z0-9_-]{8,64}");

    /** @param origins where the merchant may embed the page; from elsewhere it is not embedded */
    static Visit of(HttpServletRequest request, List<String> origins) {
        String nonce = request.getParameter("embed");
        String origin = request.getParameter("origin");
        boolean embedded =
                nonce != null && origin != null && NONCE.matcher(nonce).matches() && origins.contains(origin);
        String lang = request.getParameter("lang");
        return new Visit(
                lang != null && lang.matches("[a-zA-Z-]{2,8}") ? lang : null,
                embedded ? nonce : null,
                embedded ? origin : null);
    }

    public boolean isEmbedded() {
        return embed != null;
    }

    /** To be put behind every path of this visit: empty, or beginning with {@code ?}. */
    public String query() {
        return query(lang);
    }

    /** The same in another language. */
    String query(@Nullable String language) {
        var query = new StringBuilder();
        add(query, "lang", language);
        add(query, "embed", embed);
        add(query, "origin", origin);
        return query.toString();
    }

    private static void add(StringBuilder query, String name, @Nullable String value) {
        if (value != null) {
            query.append(query.isEmpty() ? '?' : '&')
                    .append(name)
                    .append('=')
                    .append(URLEncoder.encode(value, StandardCharsets.UTF_8));
        }
    }
}
