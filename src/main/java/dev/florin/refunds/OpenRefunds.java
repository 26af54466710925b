package dev.florin.refunds;

import dev.florin.kernel.Tenant;
import dev.florin.platform.Backlog;
import org.springframework.stereotype.Component;

@Component
class OpenRefunds implements Backlog {

    private final RefundRepository refunds;

    OpenRefunds(RefundRepository refunds) {
        this.refunds = refunds;
    }

    @Override
    public String name() {
        return "refunds";
    }

    @Override
    public Waiting of(Tenant tenant) {
        return refunds.waiting(tenant);
    }
}
