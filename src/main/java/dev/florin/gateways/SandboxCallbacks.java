package dev.florin.gateways;

import dev.florin.gateways.Callback.Operation;
import dev.florin.gateways.CallbackReader.Notice.Told;
import dev.florin.gateways.CallbackReader.Notice.UnknownType;
import dev.florin.gateways.CallbackReader.Notice.Unreadable;
import dev.florin.platform.Hmac;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The callbacks of the sandbox acquirer, as {@code docs/sandbox.md} describes them. */
final class SandboxCallbacks implements CallbackReader {

    static final String SIGNATURE = "Sandbox-Signature";

    /** How far the acquirer's clock may be from ours, the way of the callback included. */
    static final Duration TOLERANCE = Duration.ofMinutes(5);

    private static final Pattern TIMESTAMP = Pattern.compile("[0-9]{1,11}");

    /** What may be a key, a column and a word in a line of the log. */
    private static final Pattern NAME = Pattern.compile("[!-~]{1,255}");

    private static final Map<String, Operation> OPERATIONS = Map.of(
            "authorization", Operation.AUTHORIZE,
            "capture", Operation.CAPTURE,
            "void", Operation.CANCEL,
            "refund", Operation.REFUND);
    private static final Set<String> DISPUTES =
            Set.of("dispute.opened", "dispute.updated", "dispute.won", "dispute.lost");
    private static final Set<String> STATUSES = Set.of("approved", "declined", "pending");

    private final Hmac key;
    private final InstantSource clock;

    SandboxCallbacks(String secret, InstantSource clock) {
        this.key = new Hmac(secret.getBytes(StandardCharsets.UTF_8));
        this.clock = clock;
    }

    @Override
    public Proof verify(Function<String, @Nullable String> header, byte[] body) {
        String[] parts = Optional.ofNullable(header.apply(SIGNATURE)).orElse("").split(",", -1);
        String timestamp = value(parts, "t=").orElse("");
        String signature = value(parts, "v1=").orElse("");
        if (parts.length != 2 || !TIMESTAMP.matcher(timestamp).matches() || !isSigned(timestamp, body, signature)) {
            return Proof.FORGED;
        }
        Duration off = Duration.between(Instant.ofEpochSecond(Long.parseLong(timestamp)), clock.instant());
        return off.abs().compareTo(TOLERANCE) > 0 ? Proof.STALE : Proof.GENUINE;
    }

    private static Optional<String> value(String[] parts, String name) {
        return Arrays.stream(parts)
                .filter(part -> part.startsWith(name))
                .map(part -> part.substring(name.length()))
                .findFirst();
    }

    /** Compared as text, in a time that does not depend on where the two differ. */
    private boolean isSigned(String timestamp, byte[] body, String signature) {
        byte[] head = (timestamp + ".").getBytes(StandardCharsets.UTF_8);
        String expected = HexFormat.of().formatHex(key.of(head, body));
        return MessageDigest.isEqual(
                expected.getBytes(StandardCharsets.UTF_8), signature.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public Notice read(byte[] body) {
        String event = null;
        String type = null;
        try {
            var told = SandboxWire.JSON.readValue(body, SandboxWire.Event.class);
            event = named(told.id());
            type = named(told.type());
            if (event == null || type == null) {
                return new Unreadable(event, type, "no id or no type");
            }
            if (DISPUTES.contains(type)) {
                return understandDispute(event, type, told);
            }
            Matcher known = SandboxWire.Event.TYPE.matcher(type);
            return known.matches() && STATUSES.contains(known.group("status"))
                    ? understand(event, type, known, told)
                    : new UnknownType(event, type);
        } catch (RuntimeException e) { // of whatever kind: it is kept, and somebody will look at it
            return new Unreadable(event, type, e.getClass().getSimpleName());
        }
    }

    private static Notice understand(String event, String type, Matcher known, SandboxWire.Event told) {
        Operation operation = OPERATIONS.get(known.group("kind"));
        if (operation == null) {
            return new UnknownType(event, type);
        }
        var data = SandboxWire.JSON.treeToValue(told.data(), SandboxWire.Transaction.class);
        UUID subject = operation == Operation.AUTHORIZE ? data.reference() : data.authorization();
        var statement = SandboxWire.JSON.treeToValue(told.data(), SandboxWire.Statement.class);
        if (subject == null || !type.equals(data.kind() + "." + statement.status())) {
            return new Unreadable(event, type, "type and data do not fit");
        }
        return new Told(
                event,
                type,
                SandboxWire.tenant(data.account()),
                operation,
                subject,
                data.reference(),
                statement.outcome());
    }

    private static Notice understandDispute(String event, String type, SandboxWire.Event told) {
        var dispute = SandboxWire.JSON.treeToValue(told.data(), SandboxWire.Dispute.class);
        if (SandboxWire.tenant(dispute.account()) == null) {
            return new Told(
                    event, type, null, Operation.DISPUTE, dispute.authorization(), dispute.id(), open(dispute), null);
        }
        Chargeback chargeback = dispute.chargeback();
        return new Told(
                event,
                type,
                chargeback.tenant(),
                Operation.DISPUTE,
                chargeback.authorization(),
                dispute.id(),
                open(dispute),
                chargeback);
    }

    private static Outcome open(SandboxWire.Dispute dispute) {
        return new Outcome.Pending(dispute.id().toString(), null);
    }

    private static @Nullable String named(@Nullable String text) {
        return text != null && NAME.matcher(text).matches() ? text : null;
    }
}
