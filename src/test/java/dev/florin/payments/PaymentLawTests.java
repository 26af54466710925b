package dev.florin.payments;

import static org.assertj.core.api.Assertions.assertThat;

import dev.florin.FlorinTest;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The database refuses what the domain refuses, and nothing else. */
@FlorinTest
class PaymentLawTests {

    @Autowired
    JdbcClient jdbc;

    @Test
    void theStepsAreThoseOfTheDomain() {
        for (PaymentStatus from : PaymentStatus.values()) {
            for (PaymentStatus to : PaymentStatus.values()) {
                assertThat(isLawful(from, to)).as("%s to %s", from, to).isEqualTo(isStep(from, to));
            }
        }
    }

    @Test
    void aStatusThatIsNoneIsRefused() {
        assertThat(jdbc.sql("select payments.is_lawful('paid', 'paid', 1, 0, 0, 0, 0, 0, 0, 0, 'upi', false, false)")
                        .query(Boolean.class)
                        .single())
                .isFalse();
    }

    @Test
    void sumsThatCannotBeAreRefused() {
        assertThat(sums(50_000, 50_000, 0, 49_999, 1)).isTrue();
        assertThat(sums(50_000, 50_000, 0, 49_999, 2)).isFalse();
        assertThat(sums(50_000, 50_001, 0, 0, 0)).isFalse();
        assertThat(sums(50_000, 30_000, 20_001, 0, 0)).isFalse();
        assertThat(sums(50_000, 30_000, 0, 30_001, 0)).isFalse();
        assertThat(sums(50_000, 30_000, 0, 30_000, 0)).as("that is refunded").isFalse();
        assertThat(sums(50_000, 30_000, 0, 0, 30_001)).isFalse();
        assertThat(sums(50_000, -1, 0, 0, 0)).isFalse();
        assertThat(sums(0, 0, 0, 0, 0)).isFalse();
        assertThat(sums(1_000_000_000_000L, 1, 0, 0, 0)).isFalse();
    }

    @Test
    void aCvcDoesNotOutliveTheAuthorisation() {
        for (PaymentStatus status : PaymentStatus.values()) {
            long captured = hasCaptured(status) ? 2 : 0;
            assertThat(jdbc.sql(
                                    "select payments.is_lawful(:status, :status, 2, :captured, 0, :refunded, 0, 0, 0, 0, 'card', true, true)")
                            .param("status", status.wire())
                            .param("captured", captured)
                            .param("refunded", refunded(status))
                            .query(Boolean.class)
                            .single())
                    .as("%s", status)
                    .isEqualTo(status.isOpen());
        }
    }

    private boolean isLawful(PaymentStatus from, PaymentStatus to) {
        return jdbc.sql(
                        "select payments.is_lawful(:from, :to, 2, :captured, 0, :refunded, 0, 0, 0, 0, 'upi', false, false)")
                .param("from", from.wire())
                .param("to", to.wire())
                .param("captured", hasCaptured(to) ? 2 : 0)
                .param("refunded", refunded(to))
                .query(Boolean.class)
                .single();
    }

    private static long refunded(PaymentStatus status) {
        return status == PaymentStatus.REFUNDED ? 2 : status == PaymentStatus.PARTIALLY_REFUNDED ? 1 : 0;
    }

    @Test
    void noRefundGivesBackWhatADisputeHolds() {
        assertThat(disputed(0, 0, 50_000, 50_000)).isTrue();
        assertThat(disputed(20_000, 0, 30_000, 30_000)).isTrue();
        assertThat(disputed(20_000, 1, 30_000, 30_000)).isFalse();
        assertThat(disputed(20_001, 0, 30_000, 30_000)).isFalse();
        assertThat(disputed(0, 0, 50_001, 50_000)).as("more than was taken").isFalse();
        assertThat(disputed(0, 0, 10, 11)).as("more than is disputed").isFalse();
        assertThat(disputed(49_999, 1, 50_000, 0)).as("refunded before").isTrue();
        assertThat(disputed(0, 0, 0, -1)).isFalse();
    }

    private boolean disputed(long refunded, long refunding, long disputed, long held) {
        return jdbc.sql(
                        "select payments.is_lawful('captured', 'captured', 50000, 50000, 0, ?, ?, 0, ?, ?, 'upi', false, false)")
                .params(refunded, refunding, disputed, held)
                .query(Boolean.class)
                .single();
    }

    private boolean sums(long amount, long captured, long capturing, long refunded, long refunding) {
        return jdbc.sql(
                        "select payments.is_lawful('captured', 'captured', ?, ?, ?, ?, ?, 0, 0, 0, 'upi', false, false)")
                .params(amount, captured, capturing, refunded, refunding)
                .query(Boolean.class)
                .single();
    }

    private static boolean isStep(PaymentStatus from, PaymentStatus to) {
        try {
            from.to(to);
            return true;
        } catch (IllegalStateException e) {
            return false;
        }
    }

    private static boolean hasCaptured(PaymentStatus status) {
        return switch (status) {
            case CAPTURED, PARTIALLY_REFUNDED, REFUNDED -> true;
            case PENDING, PROCESSING, REQUIRES_ACTION, AUTHORIZED, FAILED, CANCELLED, EXPIRED -> false;
        };
    }
}
