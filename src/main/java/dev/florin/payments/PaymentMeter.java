package dev.florin.payments;

import dev.florin.payments.PaymentEvent.Authorized;
import dev.florin.payments.PaymentEvent.Captured;
import dev.florin.payments.PaymentEvent.Failed;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Meter.MeterProvider;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** Counts what became of payments, once it is committed. */
@Component
class PaymentMeter {

    /** Codes of failures by what they are about; acquirers have more of them than a metric should have tags. */
    private static final Map<String, Set<String>> FAMILIES = Map.of(
            "funds", Set.of("insufficient_funds"),
            "card", Set.of("card_declined", "expired_card", "incorrect_cvc", "incorrect_number"),
            "security", Set.of("lost_card", "stolen_card", "fraud_detected"),
            "customer", Set.of("authentication_failed", "customer_declined", "expired"),
            "gateway", Set.of("gateway_timeout", "gateway_unavailable", "processing_error"));

    private final MeterProvider<Counter> decided;
    private final MeterProvider<Timer> decisions;
    private final Counter captures;

    PaymentMeter(MeterRegistry metrics) {
        this.decided = Counter.builder("florin.payments.decided")
                .description("Payments that were authorised or failed, by what their failures were about")
                .withRegistry(metrics);
        this.decisions = Timer.builder("florin.payments.decision")
                .description(
                        "From the beginning of a payment to its authorisation or failure, customers' own time included")
                .serviceLevelObjectives(
                        Duration.ofMillis(100),
                        Duration.ofMillis(250),
                        Duration.ofMillis(500),
                        Duration.ofSeconds(1),
                        Duration.ofSeconds(5),
                        Duration.ofSeconds(30),
                        Duration.ofMinutes(2))
                .withRegistry(metrics);
        this.captures = Counter.builder("florin.payments.captures")
                .description("Captures that acquirers carried out")
                .register(metrics);
    }

    /** Has what was just raised on a payment counted with the commit of the caller's transaction. */
    void countWithCommit(Payment payment, List<PaymentEvent> news) {
        if (news.stream().noneMatch(PaymentMeter::counts)) {
            return;
        }
        String method = payment.terms().card() == null ? "upi" : "card";
        Instant begun = payment.terms().at();
        List<PaymentEvent> events = List.copyOf(news);
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCommit() {
                events.forEach(event -> count(method, begun, event));
            }
        });
    }

    private static boolean counts(PaymentEvent event) {
        return event instanceof Authorized || event instanceof Failed || event instanceof Captured;
    }

    private void count(String method, Instant begun, PaymentEvent event) {
        switch (event) {
            case Authorized authorized -> decide(method, begun, authorized.at(), "authorized", "none");
            case Failed(var code, var _, var at) -> decide(method, begun, at, "failed", family(code));
            case Captured _ -> captures.increment();
            default -> {}
        }
    }

    private void decide(String method, Instant begun, Instant at, String outcome, String family) {
        decided.withTags("method", method, "outcome", outcome, "family", family).increment();
        decisions.withTags("method", method, "outcome", outcome).record(Duration.between(begun, at));
    }

    static String family(String code) {
        return FAMILIES.entrySet().stream()
                .filter(family -> family.getValue().contains(code))
                .map(Map.Entry::getKey)
                .findAny()
                .orElse("other");
    }
}
