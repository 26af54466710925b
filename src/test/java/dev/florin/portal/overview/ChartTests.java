package dev.florin.portal.overview;

import static org.assertj.core.api.Assertions.assertThat;

import dev.florin.portal.overview.Chart.Point;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ChartTests {

    @Test
    void barsReachFromTheGroundToTheirValues() {
        Chart chart = Chart.fromZero(List.of(point(50.0, null), point(100.0, null)));

        assertThat(chart.top()).isEqualTo(100);
        assertThat(chart.bars()).isEqualTo("M55 100V50H445V100ZM555 100V0H945V100Z");
    }

    @Test
    void whatHasNotComeYetHasNoBar() {
        Chart chart = Chart.fromZero(List.of(point(50.0, null), point(null, 40.0), point(0.0, 20.0)));

        assertThat(chart.bars().split("M")).hasSize(2);
        assertThat(chart.lineBefore()).isEqualTo("M500 20L833.33 60");
    }

    @Test
    void nothingAtAllIsAnEmptyPicture() {
        Chart chart = Chart.fromZero(List.of(point(0.0, 0.0)));

        assertThat(chart.top()).isEqualTo(1);
        assertThat(chart.bars()).isEmpty();
    }

    @Test
    void aLineStopsWhereThereIsNoValueAndALonelyOneIsADot() {
        Chart chart =
                Chart.percentages(List.of(point(95.0, null), point(null, null), point(90.0, null), point(80.0, null)));

        assertThat(chart.floor()).isEqualTo(70);
        assertThat(chart.line()).startsWith("M125 16.67h0.01").contains("M625 33.33L875 66.67");
    }

    @Test
    void theUpperEdgeIsARoundNumber() {
        assertThat(Stream.of(0.0, 0.7, 1.0, 1.2, 9.0, 17_000.0).map(Chart::round))
                .containsExactly(1.0, 0.8, 1.0, 1.5, 10.0, 20_000.0);
    }

    @Test
    void aChangeIsGoodOrBadByWhatItIsOf() {
        assertThat(Measure.of("success", "", new Share(9, 10), new Share(8, 10), true, ""))
                .extracting(Measure::change, Measure::mood, Measure::way)
                .containsExactly("+10.0 points", "good", "up");
        assertThat(Measure.of("refunds", "", new Share(9, 100), new Share(8, 100), false, ""))
                .extracting(Measure::change, Measure::mood, Measure::way)
                .containsExactly("+1.0 points", "bad", "up");
        assertThat(Measure.of("gross", "", "", "", 50, 200, ""))
                .extracting(Measure::change, Measure::mood, Measure::way)
                .containsExactly("−75.0 %", "bad", "down");
        assertThat(Measure.of("gross", "", "", "", 50, 0, "").change()).isNull();
        assertThat(Measure.of("gross", "", "", "", 1890, 100, "").change()).isEqualTo("19 times as much");
    }

    private static Point point(@Nullable Double value, @Nullable Double before) {
        return new Point("", value, before, "", "");
    }
}
