package dev.florin.checkout;

import java.net.URI;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What a page may load, and who may frame it. */
record PagePolicy(String text) {

    /** Of pages that belong to no merchant, or to one who embeds nothing. */
    static final PagePolicy ALONE = of("", List.of());

    private static final String SELF = "'self'";

    static PagePolicy of(CheckoutPage page) {
        boolean framesIssuer = page.visit().isEmbedded() && page.action().equals("redirect");
        // Inside of an embedded page the issuer's way back is framed by us, and by whom frames us
        List<String> ancestors = page.visit().isEmbedded()
                ? Stream.concat(Stream.of(SELF), page.merchant().origins().stream())
                        .toList()
                : page.merchant().origins();
        return of(framesIssuer ? "frame-src 'self' " + origin(page.actionUrl()) + "; " : "", ancestors);
    }

    private static PagePolicy of(String more, List<String> ancestors) {
        return new PagePolicy("default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
                + " connect-src 'self'; font-src 'self'; form-action 'self'; base-uri 'none'; " + more
                + "frame-ancestors "
                + (ancestors.isEmpty() ? "'none'" : ancestors.stream().collect(Collectors.joining(" "))));
    }

    private static String origin(String url) {
        URI uri = URI.create(url);
        return uri.getScheme() + "://" + uri.getAuthority();
    }
}
