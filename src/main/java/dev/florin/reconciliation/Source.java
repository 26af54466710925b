package dev.florin.reconciliation;

import dev.florin.gateways.GatewayId;
import dev.florin.kernel.Tenant;
import dev.florin.reconciliation.matching.Allowance;
import dev.florin.reconciliation.reading.Columns;
import dev.florin.reconciliation.reading.Format;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Who sends statements, what they look like, and what they clear.
 *
 * @param gateway whose account of the ledger they clear; no two sources of a tenant have the same
 * @param columns of a CSV file
 * @param zone in which the bank's days begin
 * @param tolerance by how many minor units a line may differ
 * @param days how many days the bank may take to book
 * @param fetched whether the gateway is asked for it every night
 * @param since the first day that a statement told of; null before the first statement
 * @param coveredTo the last one
 */
public record Source(
        SourceId id,
        Tenant tenant,
        String name,
        GatewayId gateway,
        Format format,
        Columns columns,
        ZoneId zone,
        long tolerance,
        int days,
        boolean fetched,
        @Nullable LocalDate since,
        @Nullable LocalDate coveredTo,
        Instant createdAt) {

    static final GatewayId SANDBOX = new GatewayId("sandbox");
    private static final int DAYS = 2;

    /** The one of the sandbox acquirer, which every merchant has in test mode, with an id that is always the same. */
    static Source ofSandbox(Tenant tenant) {
        UUID id = UUID.nameUUIDFromBytes(
                ("sandbox statements of " + tenant.merchant() + tenant.live()).getBytes(StandardCharsets.UTF_8));
        return new Source(
                new SourceId(id),
                tenant,
                "Sandbox acquirer",
                SANDBOX,
                Format.CSV,
                Columns.SANDBOX,
                ZoneOffset.UTC,
                0,
                DAYS,
                true,
                null,
                null,
                Instant.EPOCH);
    }

    Allowance allowance() {
        return new Allowance(tolerance, days);
    }

    /** The ledger's account that it clears. */
    public String account() {
        return "acquirer:" + gateway;
    }

    public boolean isSandbox() {
        return gateway.equals(SANDBOX);
    }
}
