package dev.florin.payments;

import dev.florin.kernel.Tenant;
import dev.florin.platform.Writes;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Holds what is stored of payments against what their events tell. */
public final class StoredPayments {

    private final PaymentRepository payments;

    public StoredPayments(DataSource database) {
        this.payments = new PaymentRepository(JdbcClient.create(database), new Writes(database), _ -> {});
    }

    /** What is wrong with a payment's row; empty if it is the fold of its events, all of them, in their order. */
    public Optional<String> contradiction(Tenant tenant, UUID payment) {
        var id = new PaymentId(payment);
        PaymentView row = payments.find(tenant, id).orElseThrow();
        PaymentView told = payments.read(tenant, id).orElseThrow().view().withEvents(List.of());
        return row.equals(told)
                ? Optional.empty()
                : Optional.of("stored as %s, its events tell %s".formatted(row, told));
    }
}
