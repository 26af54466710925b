package dev.florin.docs;

import org.springframework.web.util.HtmlUtils;

/**
 * Whom a page is for. The texts name the demo merchant's key and the address of a Florin on one's own machine, so that
 * their samples run as they stand; a reader sees what is theirs instead.
 *
 * @param base where the pages are for this reader: {@code /docs}, {@code /test/dashboard/docs}
 * @param publicUrl where this Florin is reached, without a slash at the end
 * @param keyId of a test key
 * @param secret of that key, or what stands in its place
 * @param language of the samples that are seen first
 */
public record Reader(String base, String publicUrl, String keyId, String secret, SampleLanguage language) {

    /** In place of a secret that is not shown again. */
    public static final String SECRET_PLACE = "YOUR_SECRET";

    static final String DEMO_URL = "http://localhost:8080";
    static final String DEMO_KEY = "key_test_abc123";
    static final String DEMO_SECRET = "secret_test_xyz789";

    /** Of somebody who has not signed in. */
    public static Reader anybody(String publicUrl, SampleLanguage language) {
        return new Reader("/docs", publicUrl, "YOUR_KEY_ID", SECRET_PLACE, language);
    }

    /** The HTML of a page with what is this reader's, and links that stay where the reader is. */
    String fill(String html) {
        return text(html).replace("href=\"/docs/", "href=\"" + HtmlUtils.htmlEscape(base) + "/");
    }

    /** The same of a text that has no links. */
    String text(String html) {
        return html.replace(DEMO_URL, HtmlUtils.htmlEscape(publicUrl))
                .replace(DEMO_KEY, HtmlUtils.htmlEscape(keyId))
                .replace(DEMO_SECRET, HtmlUtils.htmlEscape(secret));
    }
}
