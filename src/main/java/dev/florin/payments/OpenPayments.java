package dev.florin.payments;

import dev.florin.kernel.Tenant;
import dev.florin.platform.Backlog;
import org.springframework.stereotype.Component;

@Component
class OpenPayments implements Backlog {

    private final PaymentRepository payments;

    OpenPayments(PaymentRepository payments) {
        this.payments = payments;
    }

    @Override
    public String name() {
        return "payments";
    }

    @Override
    public Waiting of(Tenant tenant) {
        return payments.waiting(tenant);
    }
}
