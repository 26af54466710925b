package dev.florin.disputes;

import dev.florin.gateways.GatewayId;
import dev.florin.kernel.Tenant;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What acquirers call disputes, as their statements do too. */
@Component
public class DisputeReferences {

    private final DisputeRepository disputes;
    private final JdbcClient jdbc;

    DisputeReferences(DisputeRepository disputes, JdbcClient jdbc) {
        this.disputes = disputes;
        this.jdbc = jdbc;
    }

    /** @return empty if this tenant has none that the acquirer calls so */
    public Optional<DisputeId> find(Tenant tenant, GatewayId gateway, String acquirerReference) {
        return disputes.find(tenant, gateway, acquirerReference);
    }

    /** The acquirer's references by the disputes' ids; what is no dispute of this tenant is left out. */
    public Map<UUID, String> of(Tenant tenant, Collection<UUID> ids) {
        if (ids.isEmpty()) {
            return Map.of();
        }
        return jdbc
                .sql("""
                        select id, acquirer_reference from disputes.dispute
                        where merchant_id = :merchant and livemode = :live and id = any(:ids)
                        """)
                .param("merchant", tenant.merchant())
                .param("live", tenant.live())
                .param("ids", ids.toArray(UUID[]::new))
                .query((row, _) -> Map.entry(row.getObject("id", UUID.class), row.getString("acquirer_reference")))
                .list()
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }
}
