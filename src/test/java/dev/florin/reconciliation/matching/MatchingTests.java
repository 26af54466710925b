package dev.florin.reconciliation.matching;

import static org.assertj.core.api.Assertions.assertThat;

import dev.florin.reconciliation.matching.Verdict.Doubled;
import dev.florin.reconciliation.matching.Verdict.Matched;
import dev.florin.reconciliation.matching.Verdict.Mismatched;
import dev.florin.reconciliation.matching.Verdict.Unknown;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which lines pay which movements. */
class MatchingTests {

    private static final LocalDate DAY = LocalDate.of(2026, 3, 31);
    private static final Allowance STRICT = new Allowance(0, 2);

    private static Movement movement(int n, long amount, int later) {
        return new Movement(id("m" + n), id("t" + n), id("t" + n), amount, "INR", DAY.plusDays(later), true);
    }

    private static Line line(int n, long paid, int later, UUID key) {
        return new Line(id("l" + n), DAY.plusDays(later), paid, "INR", key);
    }

    private static Line nameless(int n, long paid, int later) {
        return new Line(id("l" + n), DAY.plusDays(later), paid, "INR", null);
    }

    private static UUID id(String name) {
        return UUID.nameUUIDFromBytes(name.getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }

    @Test
    void aReferenceDecides() {
        Movement paid = movement(1, 100, 0);
        assertThat(ByReference.decide(List.of(line(1, 100, 9, id("t1"))), List.of(paid), STRICT))
                .singleElement()
                .isInstanceOfSatisfying(
                        Matched.class,
                        match -> assertThat(match.daysLate(match.lines().getFirst()))
                                .isEqualTo(9));
        assertThat(ByReference.decide(List.of(line(1, 99, 0, id("t1"))), List.of(paid), STRICT))
                .containsExactly(new Mismatched(line(1, 99, 0, id("t1")), paid));
        assertThat(ByReference.decide(List.of(line(1, -100, 0, id("t1"))), List.of(paid), STRICT))
                .singleElement()
                .isInstanceOf(Unknown.class);
        assertThat(ByReference.decide(List.of(line(1, 99, 0, id("t1"))), List.of(paid), new Allowance(1, 0)))
                .singleElement()
                .isInstanceOfSatisfying(
                        Matched.class, match -> assertThat(match.missing()).isEqualTo(1));
    }

    @Test
    void aLineThatComesAgainIsADuplicate() {
        assertThat(ByReference.decide(
                        List.of(line(1, 100, 0, id("t1")), line(2, 100, 0, id("t1"))),
                        List.of(movement(1, 100, 0)),
                        STRICT))
                .extracting(Object::getClass)
                .containsExactly(Matched.class, Doubled.class);
    }

    @Test
    void instalmentsAndAllCapturesOfAPaymentAreTakenTogether() {
        assertThat(ByReference.decide(
                        List.of(line(1, 40, 0, id("t1")), line(2, 60, 1, id("t1"))),
                        List.of(movement(1, 100, 0)),
                        STRICT))
                .singleElement()
                .isInstanceOf(Matched.class);
        Movement one = new Movement(id("pay"), id("c1"), id("c1"), 40, "INR", DAY, true);
        Movement other = new Movement(id("pay"), id("c2"), id("c2"), 60, "INR", DAY, true);
        assertThat(ByReference.decide(List.of(line(1, 100, 0, id("pay"))), List.of(one, other), STRICT))
                .singleElement()
                .isInstanceOf(Matched.class);
    }

    @Test
    void aNamelessLineIsForTheNearestInTime() {
        List<Verdict> verdicts = ByAmount.decide(
                List.of(nameless(1, 100, 2), nameless(2, 100, 9)),
                List.of(movement(1, 100, 1), movement(2, 100, 2), movement(3, 100, 5)),
                STRICT);
        assertThat(verdicts).hasSize(2);
        assertThat(verdicts.getFirst())
                .isInstanceOfSatisfying(
                        Matched.class, match -> assertThat(match.movements()).containsExactly(movement(1, 100, 1)));
        assertThat(verdicts.getLast()).isInstanceOf(Unknown.class);
    }

    @Test
    void aPayoutIsForAllOfADayOrForTheOnlyFewThatMakeItUp() {
        List<Movement> day = List.of(
                movement(1, 100, 0), movement(2, 250, 0), movement(3, -30, 0), movement(4, 700, 1), movement(5, 20, 1));
        assertThat(ByAmount.decide(List.of(nameless(1, 320, 1)), day, STRICT))
                .singleElement()
                .isInstanceOfSatisfying(
                        Matched.class,
                        match -> assertThat(match.movements()).containsExactlyInAnyOrderElementsOf(day.subList(0, 3)));
        assertThat(ByAmount.decide(List.of(nameless(1, 1040, 1)), day, STRICT))
                .singleElement()
                .isInstanceOf(Matched.class);
        assertThat(ByAmount.decide(List.of(nameless(1, 950, 1)), day, STRICT))
                .singleElement()
                .isInstanceOfSatisfying(
                        Matched.class, match -> assertThat(match.movements()).hasSize(2));
    }

    @Test
    void whereItWouldBeAGuessNothingIsSaid() {
        List<Movement> open = List.of(movement(1, 10, 0), movement(2, 20, 0), movement(3, 30, 0), movement(4, 40, 0));
        assertThat(ByAmount.decide(List.of(nameless(1, 50, 0)), open, STRICT))
                .singleElement()
                .isInstanceOf(Unknown.class);
    }

    @Test
    void twoLinesMayPayOneMovement() {
        assertThat(ByAmount.decide(
                        List.of(nameless(1, 333, 0), nameless(2, 667, 1)), List.of(movement(1, 1000, 0)), STRICT))
                .singleElement()
                .isInstanceOfSatisfying(
                        Matched.class, match -> assertThat(match.lines()).hasSize(2));
    }

    /** However lines and movements are made and shuffled. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
    void noLineAndNoMovementIsUsedTwiceAndTheOrderDoesNotCount(long seed) {
        var random = new Random(seed);
        List<Movement> movements = new ArrayList<>();
        List<Line> named = new ArrayList<>();
        List<Line> nameless = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            movements.add(movement(i, (random.nextInt(5) + 1) * (random.nextInt(6) == 0 ? -7 : 13), random.nextInt(4)));
        }
        for (int i = 0; i < 60; i++) {
            long paid = (random.nextInt(8) + 1) * (random.nextInt(6) == 0 ? -7 : 13);
            if (random.nextBoolean()) {
                named.add(line(i, paid, random.nextInt(5), id("t" + random.nextInt(70))));
            } else {
                nameless.add(nameless(i, paid, random.nextInt(5)));
            }
        }
        var allowance = new Allowance(random.nextInt(3), random.nextInt(3));
        List<Verdict> byReference = ByReference.decide(named, movements, allowance);
        List<Verdict> byAmount = ByAmount.decide(nameless, movements, allowance);
        for (List<Verdict> verdicts : List.of(byReference, byAmount)) {
            Set<Object> used = new HashSet<>();
            for (Verdict verdict : verdicts) {
                switch (verdict) {
                    case Matched match -> {
                        assertThat(Math.abs(match.missing())).isLessThanOrEqualTo(allowance.tolerance());
                        assertThat(match.lines())
                                .allSatisfy(l -> assertThat(used.add(l)).isTrue());
                        assertThat(match.movements())
                                .allSatisfy(m -> assertThat(used.add(m)).isTrue());
                    }
                    case Mismatched(Line l, Movement m) -> {
                        assertThat(used.add(l)).isTrue();
                        assertThat(used.add(m)).isTrue();
                    }
                    case Doubled(Line l, Movement _) -> assertThat(used.add(l)).isTrue();
                    case Unknown(Line l) -> assertThat(used.add(l)).isTrue();
                }
            }
            assertThat(used).containsAll(verdicts == byReference ? named : nameless);
        }
        Collections.shuffle(named, random);
        Collections.shuffle(nameless, random);
        Collections.shuffle(movements, random);
        assertThat(ByReference.decide(named, movements, allowance)).containsExactlyInAnyOrderElementsOf(byReference);
        assertThat(ByAmount.decide(nameless, movements, allowance)).containsExactlyElementsOf(byAmount);
    }
}
