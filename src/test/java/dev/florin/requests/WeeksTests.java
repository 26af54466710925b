package dev.florin.requests;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class WeeksTests {

    private static final Instant NOW = Instant.parse("2026-11-21T16:00:00Z");

    @Test
    void noTableIsEmptiedThatHoldsWhatIsKeptOrIsWrittenToSoon() {
        for (int hours = 0; hours < 24 * 7 * 9; hours++) {
            Instant now = NOW.plus(Duration.ofHours(hours));
            Instant oldest = now.minus(Weeks.LONGEST);
            var over = Weeks.over(oldest, now);
            assertThat(over).isNotEmpty();
            for (Instant at = oldest; at.isBefore(now.plus(Duration.ofDays(7))); at = at.plus(Duration.ofHours(12))) {
                assertThat(over).doesNotContain(slot(at));
            }
        }
    }

    @Test
    void everyTableIsEmptiedBeforeItIsWrittenToAgain() {
        int slot = slot(NOW);
        assertThat(IntStream.range(0, 8 * 7 * 24)
                        .mapToObj(hours -> NOW.plus(Duration.ofHours(hours)))
                        .anyMatch(now ->
                                Weeks.over(now.minus(Duration.ofDays(30)), now).contains(slot)))
                .isTrue();
        assertThat(slot(NOW.plus(Duration.ofDays(56)))).isEqualTo(slot);
    }

    private static int slot(Instant at) {
        return Weeks.slot(new RequestId(RequestId.floor(at)));
    }
}
