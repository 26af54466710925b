package dev.florin.checkout;

import static org.assertj.core.api.Assertions.assertThat;

import dev.florin.orders.OrderId;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockHttpServletRequest;

class AttemptLimitTests {

    private final AttemptLimit limit =
            new AttemptLimit(new CheckoutProperties(10, 3, Duration.ofDays(30), 0, List.of(Locale.ENGLISH)));

    @Test
    void oneAddressTriesSoManyTimesAMinuteAndOthersAsBefore() {
        for (int i = 0; i < 3; i++) {
            assertThat(limit.allows(from("192.0.2.1"), OrderId.next())).isTrue();
        }
        assertThat(limit.allows(from("192.0.2.1"), OrderId.next())).isFalse();
        assertThat(limit.allows(from("192.0.2.2"), OrderId.next())).isTrue();
    }

    @Test
    void allOfANetworkOfIpv6IsOneAddress() {
        for (int i = 0; i < 3; i++) {
            assertThat(limit.allows(from("2001:db8:1:2::" + i), OrderId.next())).isTrue();
        }
        assertThat(limit.allows(from("2001:db8:1:2:ffff::1"), OrderId.next())).isFalse();
        assertThat(limit.allows(from("2001:db8:1:3::1"), OrderId.next())).isTrue();
    }

    @Test
    void oneOrderIsTriedSoManyTimesAMinuteFromWherever() {
        OrderId order = OrderId.next();
        for (int i = 0; i < 3; i++) {
            assertThat(limit.allows(from("198.51.100." + i), order)).isTrue();
        }
        assertThat(limit.allows(from("198.51.100.9"), order)).isFalse();
    }

    @Test
    void whatIsNoAddressIsOneForAll() {
        for (int i = 0; i < 3; i++) {
            assertThat(limit.allows(from("unknown"), OrderId.next())).isTrue();
        }
        assertThat(limit.allows(from("unknown"), OrderId.next())).isFalse();
        assertThat(limit.allows(from("192.0.2.1:4711"), OrderId.next())).isTrue();
    }

    private static MockHttpServletRequest from(String address) {
        var request = new MockHttpServletRequest();
        request.setRemoteAddr(address);
        return request;
    }
}
