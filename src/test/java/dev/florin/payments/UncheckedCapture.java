package dev.florin.payments;

import dev.florin.payments.PaymentEvent.Captured;
import dev.florin.platform.Writes;
import java.time.Instant;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Primary;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Broken: nobody looks whether a capture found the payment that it was read from, or one that had changed. */
@TestConfiguration(proxyBeanMethods = false)
public class UncheckedCapture {

    @Bean
    @Primary
    CarelessWrites carelessWrites(DataSource database) {
        return new CarelessWrites(database);
    }

    @Bean
    @Primary
    PaymentRepository carelessPayments(JdbcClient jdbc, CarelessWrites writes, ApplicationEventPublisher publisher) {
        return new PaymentRepository(jdbc, writes, publisher) {
            @Override
            void append(Payment payment, @Nullable Instant resolveAfter, boolean undisturbed) {
                if (payment.news().stream().anyMatch(Captured.class::isInstance)) {
                    writes.leaveOutOneCheck(() -> super.append(payment, resolveAfter, undisturbed));
                } else {
                    super.append(payment, resolveAfter, undisturbed);
                }
            }
        };
    }

    private static final class CarelessWrites extends Writes {

        private static final String CHECK = "select public.must(count(*) = 1, :statement) from payment";

        private final ThreadLocal<Boolean> careless = ThreadLocal.withInitial(() -> false);

        CarelessWrites(DataSource database) {
            super(database);
        }

        void leaveOutOneCheck(Runnable writing) {
            careless.set(true);
            writing.run();
            if (careless.get()) {
                throw new IllegalStateException("There was no check to leave out");
            }
        }

        @Override
        public Write sql(String sql) {
            if (!careless.get() || !sql.contains(CHECK)) {
                return super.sql(sql);
            }
            careless.set(false);
            return super.sql(sql.replace(CHECK, "select count(*) from payment"));
        }
    }
}
