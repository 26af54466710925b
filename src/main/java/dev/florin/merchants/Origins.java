package dev.florin.merchants;

import java.net.IDN;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Origins (RFC 6454) as browsers write them. They go into a {@code frame-ancestors} and are compared with what browsers
 * tell, so there is one way to write each, and no wildcard.
 */
final class Origins {

    private static final Set<String> THIS_MACHINE = Set.of("localhost", "127.0.0.1");
    private static final Pattern HOST = Pattern.compile("[a-z0-9]([a-z0-9.-]*[a-z0-9])?");

    private Origins() {}

    /**
     * @param live where only HTTPS is good; in test mode, HTTP on this machine is as well
     * @throws dev.florin.kernel.Rejection {@code origin_invalid}
     */
    static List<String> normal(List<String> origins, boolean live) {
        var normal = new ArrayList<String>();
        for (int i = 0; i < origins.size(); i++) {
            String origin = normal(origins.get(i), i, live);
            if (!normal.contains(origin)) {
                normal.add(origin);
            }
        }
        return normal;
    }

    private static String normal(String text, int index, boolean live) {
        URI uri;
        try {
            uri = new URI(text);
        } catch (URISyntaxException e) {
            throw new OriginInvalid(index, "is no origin. Write it as https://shop.example.");
        }
        String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
        String host = host(uri);
        if (!scheme.matches("https?") || !HOST.matcher(host).matches() || uri.getRawUserInfo() != null) {
            throw new OriginInvalid(
                    index, "is no origin. Write it as https://shop.example, with the port if it has one of its own.");
        }
        if (uri.getPort() == 0 || uri.getPort() > 65_535) {
            throw new OriginInvalid(index, "has a port that there is not.");
        }
        int usual = scheme.equals("https") ? 443 : 80;
        String origin =
                scheme + "://" + host + (uri.getPort() == usual || uri.getPort() < 0 ? "" : ":" + uri.getPort());
        if (!uri.getRawPath().isEmpty() || uri.getRawQuery() != null || uri.getRawFragment() != null) {
            throw new OriginInvalid(index, "has more than an origin has. Write %s.".formatted(origin));
        }
        if (scheme.equals("http") && (live || !THIS_MACHINE.contains(host))) {
            throw new OriginInvalid(
                    index,
                    live
                            ? "is not HTTPS. In live mode every origin is."
                            : "is not HTTPS. In test mode only localhost and 127.0.0.1 may do without.");
        }
        return origin;
    }

    /** Names in other letters as they go over the wire. */
    private static String host(URI uri) {
        String authority = uri.getRawAuthority() == null ? "" : uri.getRawAuthority();
        String host = uri.getHost() == null ? authority.replaceFirst(":\\d*$", "") : uri.getHost();
        try {
            return IDN.toASCII(host).toLowerCase(Locale.ROOT);
        } catch (IllegalArgumentException e) {
            return "";
        }
    }
}
