package dev.florin.gateways.sandbox;

import com.sun.net.httpserver.HttpExchange;
import dev.florin.gateways.sandbox.Dispute.Status;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Under {@code /control/disputes}: what customers and issuers do, on demand. */
final class DisputesControl extends Endpoint {

    private final Disputes disputes;
    private final byte[] credentials;

    DisputesControl(Disputes disputes, String apiKey) {
        this.disputes = disputes;
        this.credentials = bearer(apiKey);
    }

    @Override
    Reply answer(HttpExchange http) throws IOException, InterruptedException {
        authenticate(http, credentials);
        String[] path = http.getRequestURI().getPath().split("/"); // "", control, disputes, …
        String asked = http.getRequestMethod() + " " + (path.length > 4 ? path[4] + " " : "") + path.length;
        Dispute.Statement statement = switch (asked) {
            case "POST 3" -> open(body(http, Wanted.class));
            case "POST win 5" -> disputes.decide(reference(path[3]), Status.WON);
            case "POST lose 5" -> disputes.decide(reference(path[3]), Status.LOST);
            case "POST deadline 5" -> disputes.moveDeadline(reference(path[3]), body(http, Deadline.class).dueBy);
            default -> throw new Refusal(404, "no_such_resource", "There is nothing here.");
        };
        disputes.awaitKept(statement.id());
        return Reply.json(statement);
    }

    private Dispute.Statement open(Wanted wanted) {
        return disputes.open(
                UUID.randomUUID(),
                wanted.authorization,
                wanted.amount,
                wanted.reason,
                wanted.dueInMs == null ? null : Duration.ofMillis(wanted.dueInMs));
    }

    /** @param amount all that was captured and is not disputed yet, when absent */
    private record Wanted(
            UUID authorization,
            @Nullable Long amount,
            @Nullable String reason,
            @Nullable Long dueInMs) {}

    private record Deadline(Instant dueBy) {}
}
