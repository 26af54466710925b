package dev.florin.settlements;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.florin.kernel.Money;
import dev.florin.settlements.Schedule.Usual;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Currency;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a capture costs, by what was agreed when it was made. */
class TermsTests {

    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    private static final Currency INR = Currency.getInstance("INR");

    @ParameterizedTest
    @CsvSource({
        "50000, 20000, 300, 1300", // 2 % + 3.00
        "25, 20000, 0, 1", // 0.5 is rounded up
        "24, 20000, 0, 0", // 0.48 is not
        "1, 1000000, 0, 1", // all of it
        "100, 20000, 300, 100", // never more than was captured
        "1, 0, 0, 0",
        "999999999999, 1, 0, 1000000", // a millionth of the largest amount, half up
    })
    void theFeeOfACaptureIsRoundedHalfUpAndNeverMoreThanIt(long captured, int rate, long fixed, long fee) {
        assertThat(terms(rate, fixed, NOON).fee(Money.of(captured, "INR"))).isEqualTo(Money.of(fee, "INR"));
    }

    @Test
    void theFeeIsWhatExactArithmeticSays() {
        long seed = System.nanoTime();
        System.out.println("seed " + seed);
        var random = new Random(seed);
        for (int i = 0; i < 10_000; i++) {
            long captured = 1 + random.nextLong(Money.MAX_MINOR);
            int rate = random.nextInt(1_000_001);
            long fixed = random.nextLong(1_000);
            long exact = new BigDecimal(captured)
                    .multiply(BigDecimal.valueOf(rate, 6))
                    .setScale(0, RoundingMode.HALF_UP)
                    .add(BigDecimal.valueOf(fixed))
                    .min(BigDecimal.valueOf(captured))
                    .longValueExact();
            assertThat(terms(rate, fixed, NOON).fee(Money.of(captured, "INR")).minor())
                    .as("%d at %d millionths + %d, seed %d", captured, rate, fixed, seed)
                    .isEqualTo(exact);
        }
    }

    @Test
    void feesBelowNothingAndAboveAllAreNone() {
        assertThatIllegalArgumentException().isThrownBy(() -> terms(-1, 0, NOON));
        assertThatIllegalArgumentException().isThrownBy(() -> terms(1_000_001, 0, NOON));
        assertThatIllegalArgumentException().isThrownBy(() -> terms(0, -1, NOON));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Terms(0, Money.of(1, "INR"), Money.of(1, "JPY"), NOON));
    }

    @Test
    void termsHoldFromTheirTimeOnAndNeverForWhatWasBefore() {
        var schedule = new Schedule(
                List.of(terms(10_000, 0, NOON), terms(20_000, 0, NOON.plusSeconds(60)), yen(30_000, NOON)),
                List.of(
                        new Usual(Usual.ANY, 5_000, 0, 0, Instant.EPOCH),
                        new Usual("INR", 6_000, 7, 8, NOON.minusSeconds(60))));

        assertThat(schedule.at(INR, NOON.plusSeconds(60)).rate()).isEqualTo(20_000);
        assertThat(schedule.at(INR, NOON.plusSeconds(59)).rate()).isEqualTo(10_000);
        assertThat(schedule.at(INR, NOON.minusSeconds(1)))
                .isEqualTo(new Terms(6_000, Money.of(7, "INR"), Money.of(8, "INR"), NOON.minusSeconds(60)));
        assertThat(schedule.at(INR, NOON.minusSeconds(61)).rate()).isEqualTo(5_000);
        assertThat(schedule.at(Currency.getInstance("KWD"), NOON).rate()).isEqualTo(5_000);
        assertThat(Schedule.EMPTY.at(INR, NOON).fee(Money.of(500, "INR"))).isEqualTo(Money.of(0, "INR"));
    }

    @Test
    void aPercentageHasNoMoreDecimalsThanItNeeds() {
        assertThat(terms(20_000, 0, NOON).percent()).hasToString("2");
        assertThat(terms(23_500, 0, NOON).percent()).hasToString("2.35");
        assertThat(terms(1_000_000, 0, NOON).percent()).hasToString("100");
        assertThat(terms(0, 0, NOON).percent()).hasToString("0");
    }

    /** In Cuba clocks go forward at midnight, and in Kolkata never. */
    @ParameterizedTest
    @CsvSource({
        "2026-11-20T19:00:00Z, Asia/Kolkata, 2026-11-20T18:30:00Z, 2026-11-21T18:30:00Z",
        "2026-11-20T18:30:00Z, Asia/Kolkata, 2026-11-20T18:30:00Z, 2026-11-21T18:30:00Z",
        "2026-11-20T18:29:59Z, Asia/Kolkata, 2026-11-19T18:30:00Z, 2026-11-20T18:30:00Z",
        "2026-03-08T12:00:00Z, America/Havana, 2026-03-08T05:00:00Z, 2026-03-09T04:00:00Z",
        "2026-03-29T00:30:00Z, Europe/Berlin, 2026-03-28T23:00:00Z, 2026-03-29T22:00:00Z",
    })
    void daysEndAtTheMerchantsMidnight(Instant time, ZoneId zone, Instant last, Instant next) {
        assertThat(CutOffs.last(time, zone)).isEqualTo(last);
        assertThat(CutOffs.next(time, zone)).isEqualTo(next);
    }

    private static Terms terms(int rate, long fixed, Instant from) {
        return new Terms(rate, Money.of(fixed, "INR"), Money.of(0, "INR"), from);
    }

    private static Terms yen(int rate, Instant from) {
        return new Terms(rate, Money.of(0, "JPY"), Money.of(0, "JPY"), from);
    }
}
