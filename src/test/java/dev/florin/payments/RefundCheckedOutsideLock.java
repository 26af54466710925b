package dev.florin.payments;

import dev.florin.gateways.Gateways;
import dev.florin.kernel.Money;
import dev.florin.kernel.Tenant;
import dev.florin.payments.PaymentEvent.RefundRequested;
import dev.florin.platform.DatabaseOwner;
import dev.florin.platform.Errands;
import java.time.InstantSource;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Primary;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Broken: what may still be refunded is read before the payment is locked, and not again. The database's law of the row
 * would refuse what comes of it, so that it is taken away as well.
 */
@TestConfiguration(proxyBeanMethods = false)
public class RefundCheckedOutsideLock {

    @Bean
    ApplicationRunner dropLaw(DatabaseOwner owner) {
        return _ -> JdbcClient.create(owner.dataSource())
                .sql("alter table payments.payment drop constraint if exists payment_is_lawful")
                .update();
    }

    @Bean
    @Primary
    Payments trustingPayments(
            PaymentRepository payments,
            PaymentFinder finder,
            PaymentErrands possible,
            Errands errands,
            Gateways gateways,
            Outcomes outcomes,
            InstantSource clock,
            JdbcClient jdbc) {
        return new Payments(payments, finder, possible, errands, gateways, outcomes, clock) {
            @Override
            public Reserved reserveRefund(Tenant tenant, PaymentId id, UUID refund, @Nullable Long amount) {
                Payment seen = payments.read(tenant, id).orElseThrow(() -> new PaymentNotFound(id));
                var currency = seen.terms().amount().currency();
                var now = clock.instant().truncatedTo(java.time.temporal.ChronoUnit.MILLIS);
                Money reserved = seen.requestRefund(refund, amount == null ? null : new Money(amount, currency), now);
                append(jdbc, tenant, id, new RefundRequested(refund, reserved, now));
                return new Reserved(
                        seen.terms().order(), seen.terms().gateway(), reserved, seen.status() == PaymentStatus.FAILED);
            }
        };
    }

    /** Whatever the payment has become meanwhile. */
    private static void append(JdbcClient jdbc, Tenant tenant, PaymentId id, RefundRequested event) {
        var json = new PaymentEventJson(PaymentEventJson.mapper());
        jdbc.sql("""
                with changed as (
                    update payments.payment
                    set amount_refunding = amount_refunding + :amount, version = version + 1, previous_status = status
                    where merchant_id = :merchant and id = :id
                    returning version
                ), event as (
                    insert into payments.event (merchant_id, payment_id, seq, type, at, data)
                    select :merchant, :id, version, :type, :at::timestamptz, :event::jsonb from changed
                )
                select version from changed
                """)
                .param("merchant", tenant.merchant())
                .param("id", id.value())
                .param("amount", event.amount().minor())
                .param("type", json.type(event))
                .param("at", event.at().toString())
                .param("event", json.write(event))
                .query(Integer.class)
                .single();
    }
}
