package dev.florin.checkout;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.florin.orders.OrderId;
import io.github.bucket4j.Bucket;
import jakarta.servlet.http.HttpServletRequest;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import org.springframework.stereotype.Component;

/**
 * So many attempts a minute from one address, and to one order: nobody tries out stolen cards here. Each instance counts
 * on its own; how many an order may have in all, the database knows. The address is that of the connection; what a proxy
 * says of it counts only where {@code server.forward-headers-strategy} has Tomcat believe the proxy.
 */
@Component
class AttemptLimit {

    private final Cache<Object, Bucket> buckets = Caffeine.newBuilder()
            .expireAfterAccess(Duration.ofMinutes(2))
            .maximumSize(100_000)
            .build();
    private final int perMinute;

    AttemptLimit(CheckoutProperties settings) {
        this.perMinute = settings.attemptsPerMinute();
    }

    /** @return false if it is too soon */
    boolean allows(HttpServletRequest request, OrderId order) {
        return take(network(request.getRemoteAddr())) && take(order);
    }

    private boolean take(Object whom) {
        return buckets.get(
                        whom,
                        _ -> Bucket.builder()
                                .addLimit(l -> l.capacity(perMinute).refillGreedy(perMinute, Duration.ofMinutes(1)))
                                .build())
                .tryConsume(1);
    }

    /** Of IPv6 the first half, as one customer has all of the other. */
    private static Object network(String address) {
        try {
            InetAddress parsed = InetAddress.ofLiteral(address);
            return parsed instanceof Inet6Address
                    ? ByteBuffer.wrap(parsed.getAddress()).getLong()
                    : parsed;
        } catch (IllegalArgumentException e) {
            return address; // some proxies write "unknown", or a port behind it: all of those are one
        }
    }
}
