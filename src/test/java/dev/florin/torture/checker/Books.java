package dev.florin.torture.checker;

import dev.florin.gateways.sandbox.SandboxLog.Totals;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/**
 * What Florin itself says at the end, by its API and its database.
 *
 * @param payments by id, with their events
 * @param givenUp what it could not deliver and says so: name and object of the event, such as {@code order.paid order_…}
 * @param ledger what it has booked, by currency; of voids it books nothing
 * @param transfers by the payment or refund that they are about
 * @param contradictions within its own records, each a line
 */
public record Books(
        Map<String, JsonNode> payments,
        Map<String, JsonNode> refunds,
        Map<String, JsonNode> orders,
        Map<String, JsonNode> disputes,
        Set<String> givenUp,
        Map<String, Totals> ledger,
        Map<String, List<String>> transfers,
        List<String> contradictions) {}
