package dev.florin.payments;

import dev.florin.platform.Writes;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Primary;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** Broken: what happened to a payment is published soon after it is committed, by a transaction of its own. */
@TestConfiguration(proxyBeanMethods = false)
public class EventOutsideTransaction {

    private static final Duration SOON = Duration.ofMillis(100);

    @Bean
    @Primary
    PaymentRepository forgetfulPayments(
            JdbcClient jdbc, Writes writes, ApplicationEventPublisher publisher, TransactionOperations transactions) {
        Executor later = CompletableFuture.delayedExecutor(SOON.toMillis(), TimeUnit.MILLISECONDS);
        return new PaymentRepository(
                jdbc,
                writes,
                event -> TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
                    @Override
                    public void afterCommit() {
                        later.execute(() -> transactions.executeWithoutResult(_ -> publisher.publishEvent(event)));
                    }
                }));
    }
}
