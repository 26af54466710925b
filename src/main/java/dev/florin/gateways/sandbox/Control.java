package dev.florin.gateways.sandbox;

import com.sun.net.httpserver.HttpExchange;
import dev.florin.gateways.sandbox.Faults.Rule;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Under {@code /control}: what no real acquirer offers, for people and tests who want to see things go wrong. */
final class Control extends Endpoint {

    private static final String PREFIX = "/control/";

    private final Processor processor;
    private final Issuer issuer;
    private final Faults faults;
    private final Statements statements;
    private final byte[] credentials;

    Control(Processor processor, Issuer issuer, Faults faults, Statements statements, String apiKey) {
        this.statements = statements;
        this.processor = processor;
        this.issuer = issuer;
        this.faults = faults;
        this.credentials = bearer(apiKey);
    }

    @Override
    Reply answer(HttpExchange http) throws IOException, InterruptedException {
        authenticate(http, credentials);
        String[] path =
                http.getRequestURI().getPath().substring(PREFIX.length()).split("/");
        return switch (http.getRequestMethod() + " " + path[0] + " " + path.length) {
            case "GET faults 1" -> rules();
            case "POST faults 1" -> Reply.json(View.of(faults.add(body(http, Faults.Wanted.class))));
            case "DELETE faults 1" -> {
                faults.clear();
                yield rules();
            }
            case "DELETE faults 2" -> remove(path[1]);
            case "POST statements 1" -> {
                statements.plan(body(http, StatementFaults.class));
                yield Reply.json(statements.plan());
            }
            case "GET statements 2" -> statements.planted(Statements.Wanted.of(http.getRequestURI()));
            case "GET settings 1" -> settings();
            case "POST settings 1" -> change(body(http, Change.class));
            case "POST upi 3", "POST 3ds 3" -> resolve(reference(path[1]), path[2]);
            default -> throw new Refusal(404, "no_such_resource", "There is nothing here.");
        };
    }

    private Reply rules() {
        return Reply.json(Map.of("faults", faults.rules().stream().map(View::of).toList()));
    }

    private Reply remove(String id) {
        if (!id.matches("[0-9]{1,18}") || !faults.remove(Long.parseLong(id))) {
            throw new Refusal(404, "not_found", "There is no such fault; perhaps it is spent.");
        }
        return rules();
    }

    private Reply settings() {
        Settings now = issuer.settings();
        return Reply.json(
                new Change(now.testMode(), now.paymentSuccess(), now.delay().toMillis()));
    }

    private Reply change(Change change) {
        Settings now = issuer.settings();
        issuer.become(new Settings(
                change.testMode == null ? now.testMode() : change.testMode,
                change.paymentSuccess == null ? now.paymentSuccess() : change.paymentSuccess,
                change.delayMs == null ? now.delay() : Duration.ofMillis(Math.max(0, change.delayMs)),
                now.disputeAfter()));
        return settings();
    }

    private Reply resolve(UUID reference, String how) throws InterruptedException {
        Result outcome = switch (how) {
            case "approve" -> Result.APPROVED;
            case "decline" -> Result.declined("customer_declined");
            default -> throw new Refusal(404, "no_such_resource", "Either approve or decline.");
        };
        if (!processor.resolve(reference, outcome)) {
            throw new Refusal(409, "not_pending", "This transaction is not pending any more.");
        }
        return Reply.json(processor.inquire(reference).orElseThrow());
    }

    /** What is absent stays as it is. */
    private record Change(
            @Nullable Boolean testMode,
            @Nullable Boolean paymentSuccess,
            @Nullable Long delayMs) {}

    private record View(long id, Faults.Wanted fault) {
        static View of(Rule rule) {
            return new View(rule.id, rule.wanted);
        }
    }
}
