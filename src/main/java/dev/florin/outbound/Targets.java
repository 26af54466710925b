package dev.florin.outbound;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.springframework.boot.http.client.InetAddressFilter;

/**
 * Which URLs and addresses may be written to. Addresses are judged by number and never by the look of a name; what is
 * not known to be on the public internet is refused (OWASP SSRF Prevention; IANA special-purpose registries).
 *
 * @param local true to allow plain HTTP, any port, and this machine and its network: for development
 * @param ports the ones that are allowed elsewhere
 */
public record Targets(boolean local, Set<Integer> ports) {

    private static final Set<Integer> HTTPS = Set.of(443, 8443);
    private static final int LONGEST = 2048;
    private static final Pattern VISIBLE_ASCII = Pattern.compile("[\\x21-\\x7e]+");
    private static final Pattern DOTTED_QUAD =
            Pattern.compile("(?:(?:25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)(?:\\.(?!$)|$)){4}");

    /** As the WHATWG URL standard tells a name from a number: by its last label. */
    private static final Pattern NUMERIC = Pattern.compile("(?:.*\\.)?(?:\\d+|0[xX][0-9a-fA-F]*)\\.?");

    private static final InetAddressFilter IPV4 = InetAddressFilter.adapt(Inet4Address.class::isInstance);

    /** All that IANA gives out for IPv6 unicast; outside are loopback, private, mapped and translated addresses. */
    private static final InetAddressFilter IPV6 =
            InetAddressFilter.of("2000::/3").andNot("2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20");

    private static final InetAddressFilter PUBLIC = InetAddressFilter.externalAddresses()
            .and(IPV4.or(IPV6))
            .andNot(
                    "0.0.0.0/8",
                    "100.64.0.0/10",
                    "169.254.0.0/16",
                    "192.0.0.0/24",
                    "192.88.99.0/24",
                    "198.18.0.0/15",
                    "168.63.129.16/32", // the host of an Azure machine
                    "224.0.0.0/3"); // multicast, reserved, broadcast

    private static final InetAddressFilter LOCAL =
            InetAddressFilter.of("127.0.0.0/8", "10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "::1/128", "fc00::/7");

    /** HTTPS on the public internet, and where {@code local} all that a developer needs. */
    public static Targets of(boolean local) {
        return new Targets(local, HTTPS);
    }

    /** @throws TargetRefused if {@code url} is not one that may be written to, whatever its name means */
    public URI parse(String url) throws TargetRefused {
        if (url.length() > LONGEST || !VISIBLE_ASCII.matcher(url).matches()) {
            throw new TargetRefused("must have at most 2048 characters, all of them visible ASCII");
        }
        try {
            return check(new URI(url));
        } catch (URISyntaxException e) {
            throw new TargetRefused("is not a URL");
        }
    }

    URI check(URI url) throws TargetRefused {
        String scheme = String.valueOf(url.getScheme()).toLowerCase(Locale.ROOT);
        if (!scheme.equals("https") && !(local && scheme.equals("http"))) {
            throw new TargetRefused(local ? "must begin with http:// or https://" : "must begin with https://");
        }
        String host = url.getHost();
        if (host == null || host.indexOf('%') >= 0) {
            throw new TargetRefused("must name a host");
        }
        if (url.getRawUserInfo() != null || url.getRawFragment() != null) {
            throw new TargetRefused("must have no user, password or fragment");
        }
        if (NUMERIC.matcher(host).matches() && !DOTTED_QUAD.matcher(host).matches()) {
            throw new TargetRefused("must write a numeric address as four decimal numbers");
        }
        int port = url.getPort() == -1 ? scheme.equals("https") ? 443 : 80 : url.getPort();
        if (port < 1 || port > 65535 || (!local && !ports.contains(port))) {
            throw new TargetRefused(local ? "must have a port from 1 to 65535" : "must use port 443 or 8443");
        }
        return url;
    }

    /** @throws TargetRefused if any of the addresses behind a name must not be written to */
    InetAddress[] check(InetAddress[] addresses) throws TargetRefused {
        for (InetAddress address : addresses) {
            if (!PUBLIC.matches(address) && !(local && LOCAL.matches(address))) {
                throw new TargetRefused("must lead to the public internet alone");
            }
        }
        return addresses;
    }
}
