package dev.florin.disputes;

import dev.florin.consistency.Check;
import dev.florin.consistency.Differences;
import dev.florin.consistency.Discrepancy;
import dev.florin.consistency.Subject;
import dev.florin.consistency.Tenants;
import dev.florin.kernel.Money;
import dev.florin.kernel.Tenant;
import dev.florin.ledger.Ledger;
import dev.florin.ledger.Postings;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What a merchant's account {@code disputes} holds is what its open disputes are of. */
@Component("disputesEqualAccount")
class EqualsAccount implements Check {

    private final DisputeRows disputes;
    private final Ledger ledger;
    private final Postings postings;

    EqualsAccount(DisputeRows disputes, Ledger ledger, Postings postings) {
        this.disputes = disputes;
        this.ledger = ledger;
        this.postings = postings;
    }

    @Override
    public String name() {
        return "disputes-equal-their-account";
    }

    @Override
    public String promise() {
        return "What is held for a merchant's disputes is what those that are open are of, in every currency.";
    }

    @Override
    public List<Subject> changed(Span span) {
        return Tenants.subjects(
                EqualsTransfers.posted(postings, span).stream().map(Tenants::of).toList());
    }

    @Override
    public Portion all(@Nullable String after, int most) {
        return new Portion(Tenants.subjects(ledger.tenants()), null);
    }

    @Override
    public List<Discrepancy> compare(List<Subject> subjects) {
        List<Discrepancy> found = new ArrayList<>();
        for (Subject subject : subjects) {
            Tenant tenant = Tenants.of(subject);
            new Differences(subject, found).see("disputes", disputes.held(tenant), balances(tenant));
        }
        return found;
    }

    private List<Money> balances(Tenant tenant) {
        return ledger.balances(tenant).stream()
                .filter(balance -> balance.account().equals(Disputing.DISPUTES))
                .map(Ledger.Balance::amount)
                .filter(amount -> !amount.isZero())
                .sorted(Comparator.comparing(amount -> amount.currency().getCurrencyCode()))
                .toList();
    }
}
