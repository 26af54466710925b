package dev.florin.gateways.sandbox;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Objects;
import java.util.UUID;

/** What clients speak about disputes: under {@code /v1/disputes}. */
final class DisputesApi extends Endpoint {

    private static final int LARGEST_FILE = 8 * 1024 * 1024;
    private static final int LONGEST_EVIDENCE = 512 * 1024;
    private static final int MOST_LISTED = 100;

    private final Disputes disputes;
    private final Faults faults;
    private final byte[] credentials;

    DisputesApi(Disputes disputes, Faults faults, String apiKey) {
        this.disputes = disputes;
        this.faults = faults;
        this.credentials = bearer(apiKey);
    }

    @Override
    Reply answer(HttpExchange http) throws IOException, InterruptedException {
        authenticate(http, credentials);
        String[] path = http.getRequestURI().getPath().split("/"); // "", v1, disputes, …
        String asked = http.getRequestMethod() + " " + (path.length > 4 ? path[4] + " " : "") + path.length;
        if (asked.equals("GET 3")) {
            Instant since = since(query(http, "since"));
            return Reply.json(new Listed(disputes.changedSince(since, MOST_LISTED)));
        }
        UUID id = reference(path.length > 3 ? path[3] : "");
        byte[] body = read(http);
        Strike strike = faults.onRequest(Operation.DISPUTE, id, null);
        Strike.Work work = () -> {
            Dispute.Statement statement = carryOut(asked, id, path, http, body);
            disputes.awaitKept(id);
            return Reply.json(statement);
        };
        return strike == null ? work.carryOut() : strike.around(work);
    }

    private Dispute.Statement carryOut(String asked, UUID id, String[] path, HttpExchange http, byte[] body) {
        return switch (asked) {
            case "GET 4" -> disputes.statement(id);
            case "POST evidence 5" -> disputes.takeEvidence(id, Json.MAPPER.readValue(body, Messages.Evidence.class));
            case "POST accept 5" ->
                disputes.accept(
                        id,
                        Json.MAPPER.readValue(body, Messages.Acceptance.class).reference());
            case "PUT files 6" -> disputes.takeFile(id, reference(path[5]), query(http, "name"), type(http), body);
            default -> throw new Refusal(404, "no_such_resource", "There is nothing here.");
        };
    }

    private static byte[] read(HttpExchange http) throws IOException {
        int most = http.getRequestMethod().equals("PUT") ? LARGEST_FILE : LONGEST_EVIDENCE;
        byte[] bytes = http.getRequestBody().readNBytes(most + 1);
        if (bytes.length > most) {
            throw new Refusal(413, "too_large", "Too large.");
        }
        return bytes;
    }

    private static String type(HttpExchange http) {
        return Objects.requireNonNullElse(http.getRequestHeaders().getFirst("Content-Type"), "");
    }

    private static String query(HttpExchange http, String name) {
        String all = Objects.requireNonNullElse(http.getRequestURI().getRawQuery(), "");
        for (String one : all.split("&")) {
            if (one.startsWith(name + "=")) {
                return URLDecoder.decode(one.substring(name.length() + 1), StandardCharsets.UTF_8);
            }
        }
        return "";
    }

    private static Instant since(String text) {
        try {
            return text.isEmpty() ? Instant.EPOCH : Instant.parse(text);
        } catch (DateTimeParseException _) {
            throw new Refusal(422, "invalid_request", "Missing or not valid: since");
        }
    }

    private record Listed(List<Dispute.Statement> data) {}
}
