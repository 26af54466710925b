package dev.florin.gateways.sandbox;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.UUID;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What the sandbox acquirer's log testifies: read from the file alone, by no code that the acquirer runs, so that tests
 * can hold it against Florin's books.
 */
public final class SandboxLog {

    private static final JsonMapper JSON = new JsonMapper();

    private final Map<UUID, JsonNode> requests = new LinkedHashMap<>();
    private final Map<UUID, Charge> charges = new LinkedHashMap<>();
    private final List<UUID> approvals = new ArrayList<>();
    private final Map<String, Totals> totals = new TreeMap<>();
    private final Map<UUID, Refund> refunds = new LinkedHashMap<>();
    private final Map<UUID, Dispute> disputes = new LinkedHashMap<>();
    private final Map<UUID, Long> captures = new LinkedHashMap<>();
    private final Map<UUID, List<JsonNode>> facts = new LinkedHashMap<>();

    /**
     * One approved authorisation and what followed, in minor units.
     *
     * @param voided what was released by a void
     */
    public record Charge(UUID reference, String currency, long authorized, long captured, long refunded, long voided) {
        Charge plus(long more, long back, long released) {
            return new Charge(reference, currency, authorized, captured + more, refunded + back, voided + released);
        }
    }

    /** One that was carried out, in minor units of its authorisation's currency. */
    public record Refund(UUID reference, UUID authorization, long amount) {}

    /** Of one currency, in minor units. */
    public record Totals(long captured, long refunded, long voided) {
        Totals plus(long more, long back, long released) {
            return new Totals(captured + more, refunded + back, voided + released);
        }
    }

    /**
     * A claim on what was captured, in minor units.
     *
     * @param status {@code open}, {@code won}, {@code lost} or {@code accepted}
     * @param submissions how often evidence was taken: a correct acquirer says 0 or 1
     */
    public record Dispute(UUID id, UUID authorization, long amount, String status, int submissions) {}

    private SandboxLog() {}

    /** Reads the whole log; a last line that is not finished yet is left out. */
    public static SandboxLog read(Path file) {
        SandboxLog log = new SandboxLog();
        try {
            String text = Files.readString(file);
            text.substring(0, text.lastIndexOf('\n') + 1)
                    .lines()
                    .map(JSON::readTree)
                    .forEach(log::add);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return log;
    }

    /** Approved authorisations, each once, in the order of their approval. */
    public Map<UUID, Charge> charges() {
        return Map.copyOf(charges);
    }

    /** @throws NullPointerException if no authorisation with this reference was approved */
    public Charge charge(UUID reference) {
        return Objects.requireNonNull(charges.get(reference), () -> "never charged: " + reference);
    }

    /** How often an authorisation with this reference was approved: a correct acquirer says 0 or 1. */
    public long approvals(UUID reference) {
        return approvals.stream().filter(reference::equals).count();
    }

    /** What was captured, refunded and voided, by currency. */
    public Map<String, Totals> totals() {
        return Map.copyOf(totals);
    }

    /** Whether a request with this reference was taken, whatever came of it. */
    public boolean accepted(UUID reference) {
        return requests.containsKey(reference);
    }

    /** Refunds that were carried out, by their reference. */
    public Map<UUID, Refund> refunds() {
        return Map.copyOf(refunds);
    }

    /** Disputes by their id. */
    public Map<UUID, Dispute> disputes() {
        return Map.copyOf(disputes);
    }

    /** How often something was captured of an authorisation after it, and not with it. */
    public long captures(UUID authorization) {
        return captures.getOrDefault(authorization, 0L);
    }

    /** All lines about an authorisation and what followed it, oldest first. */
    public List<String> about(UUID authorization) {
        return facts.getOrDefault(authorization, List.of()).stream()
                .map(JsonNode::toString)
                .toList();
    }

    private void remember(UUID reference, JsonNode fact) {
        JsonNode accepted = requests.get(reference);
        String root =
                accepted == null ? "" : accepted.at("/request/authorization").asString("");
        facts.computeIfAbsent(root.isEmpty() ? reference : UUID.fromString(root), _ -> new ArrayList<>())
                .add(fact);
    }

    private void add(JsonNode fact) {
        switch (fact.get("fact").asString()) {
            case "accepted" -> {
                UUID reference = uuid(fact.get("request"), "reference");
                requests.put(reference, fact);
                remember(reference, fact);
                settle(fact, fact.get("verdict").get("now").get("status").asString());
            }
            case "resolved" -> {
                remember(uuid(fact, "reference"), fact);
                settle(
                        Objects.requireNonNull(requests.get(uuid(fact, "reference"))),
                        fact.get("result").get("status").asString());
            }
            case "callback_delivered", "file_taken", "deadline_moved" -> {}
            case "disputed" -> {
                UUID authorization = uuid(fact, "authorization");
                facts.computeIfAbsent(authorization, _ -> new ArrayList<>()).add(fact);
                disputes.put(
                        uuid(fact, "dispute"),
                        new Dispute(
                                uuid(fact, "dispute"),
                                authorization,
                                fact.get("amount").asLong(),
                                "open",
                                0));
            }
            case "evidence_taken" ->
                disputes.computeIfPresent(
                        uuid(fact, "dispute"),
                        (_, it) -> new Dispute(
                                it.id(), it.authorization(), it.amount(), it.status(), it.submissions() + 1));
            case "dispute_ended" ->
                disputes.computeIfPresent(
                        uuid(fact, "dispute"),
                        (_, it) -> new Dispute(
                                it.id(),
                                it.authorization(),
                                it.amount(),
                                fact.get("status").asString(),
                                it.submissions()));
            default -> throw new IllegalStateException("Unknown fact: " + fact);
        }
    }

    private void settle(JsonNode accepted, String status) {
        if (!status.equals("approved")) {
            return;
        }
        JsonNode request = accepted.get("request");
        UUID reference = uuid(request, "reference");
        long amount = accepted.get("amount").asLong();
        switch (request.get("operation").asString()) {
            case "authorize" -> {
                approvals.add(reference);
                String currency = accepted.get("currency").asString();
                charges.putIfAbsent(reference, new Charge(reference, currency, amount, 0, 0, 0));
                post(reference, request.get("last").asBoolean() ? amount : 0, 0, 0);
            }
            case "capture" -> {
                captures.merge(uuid(request, "authorization"), 1L, Long::sum);
                post(uuid(request, "authorization"), amount, 0, 0);
            }
            case "refund" -> {
                refunds.put(reference, new Refund(reference, uuid(request, "authorization"), amount));
                post(uuid(request, "authorization"), 0, amount, 0);
            }
            case "void" -> post(uuid(request, "authorization"), 0, 0, amount);
            default -> throw new IllegalStateException("Unknown operation: " + request);
        }
    }

    private void post(UUID authorization, long captured, long refunded, long voided) {
        Charge charge = charges.computeIfPresent(authorization, (_, it) -> it.plus(captured, refunded, voided));
        if (charge != null) { // a void may concern an authorisation that never was
            totals.merge(
                    charge.currency(),
                    new Totals(captured, refunded, voided),
                    (a, b) -> a.plus(b.captured, b.refunded, b.voided));
        }
    }

    private static UUID uuid(JsonNode node, String field) {
        return UUID.fromString(node.get(field).asString());
    }
}
