package dev.florin.ledger;

import dev.florin.kernel.Money;
import dev.florin.kernel.Tenant;
import java.util.List;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** The books. Transfers are added and never changed; balances are folded from them. */
@Component
public class Ledger {

    /**
     * Posts transfers, in the caller's transaction: with the state change that they account for, or not at all.
     *
     * @throws IllegalStateException if one of the ids was posted before, or outside of a transaction
     */
    public void post(Tenant tenant, Transfer... transfers) {
        throw new UnsupportedOperationException();
    }

    /** Every account of the tenant with its balance, on the account's own side, by currency and code. */
    public List<Balance> balances(Tenant tenant) {
        throw new UnsupportedOperationException();
    }

    /** All transfers about a subject, oldest first. */
    public List<Transfer> transfers(Tenant tenant, UUID subject) {
        throw new UnsupportedOperationException();
    }

    /** @param amount positive on the account's own side */
    public record Balance(Account account, Money amount) {}
}
