package dev.florin.web;

import static dev.florin.web.ProblemAssert.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import dev.florin.FlorinTest;
import dev.florin.merchants.MerchantFixture;
import dev.florin.merchants.MerchantFixture.Keyed;
import dev.florin.merchants.Merchants;
import dev.florin.web.RawHttp.Reply;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A key may make so many requests a second; whoever makes more is told when to come back. */
@FlorinTest
class RateLimitTests {

    @LocalServerPort
    int port;

    @Autowired
    Merchants merchants;

    @Autowired
    JdbcClient jdbc;

    RawHttp http;

    @BeforeEach
    void connect() {
        http = new RawHttp(port);
    }

    @Test
    void eachAnswerTellsHowManyAreLeft() {
        Reply reply = call(MerchantFixture.merchant(merchants));
        assertThat(reply.header("ratelimit-limit")).isEqualTo("500");
        assertThat(reply.header("ratelimit-remaining")).isEqualTo("499");
        assertThat(reply.header("ratelimit-reset")).isEqualTo("1");
    }

    @Test
    void aMerchantsLimitHoldsForEachOfItsKeysAlone() {
        Keyed one = MerchantFixture.merchant(merchants);
        allow(one, 2);
        var other = merchants.issueKey(one.tenant());
        List<Reply> replies =
                IntStream.range(0, 8).parallel().mapToObj(_ -> call(one)).toList();
        assertThat(replies).filteredOn(r -> r.status() == 200).isNotEmpty();
        List<Reply> refused = replies.stream().filter(r -> r.status() != 200).toList();
        assertThat(refused).isNotEmpty().allSatisfy(reply -> {
            assertProblem(reply).is(429, "rate_limited").says("2 requests a second");
            assertThat(reply.header("retry-after")).isEqualTo("1");
            assertThat(reply.header("ratelimit-limit")).isEqualTo("2");
            assertThat(reply.header("ratelimit-remaining")).isEqualTo("0");
        });
        assertThat(call(new Keyed(one.tenant(), other.keyId(), other.secret())).status())
                .isEqualTo(200);
        assertThat(call(MerchantFixture.merchant(merchants)).status()).isEqualTo(200);
    }

    @Test
    void whoWaitsAsToldComesIn() throws InterruptedException {
        Keyed merchant = MerchantFixture.merchant(merchants);
        allow(merchant, 1);
        call(merchant);
        Reply refused = call(merchant);
        if (refused.status() == 429) {
            Thread.sleep(1000 * Long.parseLong(refused.header("retry-after")));
            assertThat(call(merchant).status()).isEqualTo(200);
        }
    }

    @Test
    void whoIsNotKnownUsesUpNobodysLimit() {
        Keyed merchant = MerchantFixture.merchant(merchants);
        Reply refused = http.send(
                "GET", "/api/v1/orders", new byte[0], "X-Api-Key: " + merchant.keyId(), "X-Api-Secret: wrong");
        assertThat(refused.status()).isEqualTo(401);
        assertThat(refused.headers()).doesNotContainKey("ratelimit-limit");
        assertThat(call(merchant).header("ratelimit-remaining")).isEqualTo("499");
    }

    private void allow(Keyed merchant, int requests) {
        jdbc.sql("update merchants.merchant set requests_per_second = ? where id = ?")
                .params(requests, merchant.tenant().merchant())
                .update();
    }

    private Reply call(Keyed merchant) {
        return http.send(
                "GET",
                "/api/v1/balances",
                new byte[0],
                "X-Api-Key: " + merchant.keyId(),
                "X-Api-Secret: " + merchant.secret());
    }
}
