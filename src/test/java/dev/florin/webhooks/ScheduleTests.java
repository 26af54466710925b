package dev.florin.webhooks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.florin.outbound.Reply;
import dev.florin.outbound.Reply.Answered;
import dev.florin.outbound.Reply.Unanswered;
import dev.florin.webhooks.Verdict.Again;
import dev.florin.webhooks.Verdict.Delivered;
import dev.florin.webhooks.Verdict.GivenUp;
import dev.florin.webhooks.Verdict.Gone;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ScheduleTests {

    private static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");
    private static final Schedule SCHEDULE =
            new Schedule(List.of(Duration.ZERO, minutes(1), minutes(5), minutes(30), minutes(120)));

    @ParameterizedTest
    @CsvSource({"1,60", "2,300", "3,1800", "4,7200"})
    void whatFailedIsSentAgainAfterALongerPauseEachTimeTenPercentMoreOrLess(int tries, long seconds) {
        for (int i = 0; i < 100; i++) {
            assertThat(pause(tries, answered(500))).isBetween(seconds(seconds * 0.9), seconds(seconds * 1.1));
        }
    }

    @Test
    void afterFiveAttemptsItIsGivenUp() {
        assertThat(SCHEDULE.judge(5, answered(500), NOW)).isEqualTo(new GivenUp());
        assertThat(SCHEDULE.judge(5, new Answered(503, Map.of("retry-after", "5"), ""), NOW))
                .isEqualTo(new GivenUp());
        assertThat(SCHEDULE.judge(5, answered(204), NOW)).isEqualTo(new Delivered());
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 201, 202, 204, 299})
    void onlyAnAnswerOf2xxIsSuccess(int status) {
        assertThat(SCHEDULE.judge(1, answered(status), NOW)).isEqualTo(new Delivered());
    }

    @ParameterizedTest
    @ValueSource(ints = {100, 199, 300, 301, 302, 304, 307, 308, 400, 401, 404, 429, 500, 503, 599})
    void anythingElseIsNot(int status) {
        assertThat(SCHEDULE.judge(1, answered(status), NOW)).isInstanceOf(Again.class);
        assertThat(SCHEDULE.judge(1, new Unanswered("no"), NOW)).isInstanceOf(Again.class);
    }

    @Test
    void anEndpointMaySayThatItIsNoMore() {
        assertThat(SCHEDULE.judge(1, answered(410), NOW)).isEqualTo(new Gone());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "7|7",
                " 3600 |3600",
                "0|1",
                "999999999|86400",
                "Sat, 21 Nov 2026 10:10:00 GMT|600",
                "Sat, 21 Nov 2026 09:00:00 GMT|1",
                "Sat, 21 Nov 2037 10:10:00 GMT|86400"
            })
    void anEndpointMayAskForTime(String retryAfter, long seconds) {
        for (int status : List.of(429, 503)) {
            assertThat(pause(1, new Answered(status, Map.of("retry-after", retryAfter), "")))
                    .isEqualTo(Duration.ofSeconds(seconds));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "soon", "-5", "1.5", "99999999999999999999", "Sat, 99 Nov 2026 10:10:00 GMT"})
    void whatIsNoTimeIsIgnored(String retryAfter) {
        assertThat(pause(1, new Answered(429, Map.of("retry-after", retryAfter), "")))
                .isBetween(seconds(54), seconds(66));
    }

    @Test
    void otherAnswersAskForNothing() {
        assertThat(pause(1, new Answered(500, Map.of("retry-after", "7200"), "")))
                .isBetween(seconds(54), seconds(66));
    }

    private static Duration pause(int tries, Reply reply) {
        return Duration.between(NOW, ((Again) SCHEDULE.judge(tries, reply, NOW)).at());
    }

    private static Reply answered(int status) {
        return new Answered(status, Map.of(), "");
    }

    private static Duration minutes(long minutes) {
        return Duration.ofMinutes(minutes);
    }

    private static Duration seconds(double seconds) {
        return Duration.ofMillis((long) (seconds * 1000));
    }
}
