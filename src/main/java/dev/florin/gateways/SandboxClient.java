package dev.florin.gateways;

import dev.florin.gateways.Instrument.Card;
import dev.florin.kernel.Rejection;
import dev.florin.kernel.Tenant;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.Optional;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import tools.jackson.core.JacksonException;

/** Speaks to the sandbox acquirer, as {@code docs/sandbox.md} describes its API. */
final class SandboxClient implements Acquirer {

    private static final GatewayId ID = new GatewayId("sandbox");
    private static final int LONGEST_STATEMENT = 64 * 1024 * 1024;

    private final SandboxHttp http;
    private final boolean servesLive;
    private final CallbackReader callbacks;

    SandboxClient(
            AcquirerHttp http,
            URI url,
            String apiKey,
            boolean servesLive,
            CallbackReader callbacks,
            InstantSource clock) {
        this.http = new SandboxHttp(http, url, apiKey, clock);
        this.servesLive = servesLive;
        this.callbacks = callbacks;
    }

    @Override
    public GatewayId id() {
        return ID;
    }

    @Override
    public boolean servesLive() {
        return servesLive;
    }

    @Override
    public CallbackReader callbacks() {
        return callbacks;
    }

    @Override
    public DisputeDesk disputes() {
        return new SandboxDesk(http);
    }

    @Override
    public Attempt send(Instruction instruction) {
        return switch (instruction) {
            case Instruction.Authorize it
            when it.instrument() instanceof Card card ->
                post(
                        "authorize",
                        "authorizations",
                        SandboxWire.Authorize.of(it),
                        SandboxWire.Authorize.of(it, CardMask.card(card)),
                        answer -> CardMask.text(answer, card.number()));
            case Instruction.Authorize it -> post("authorize", "authorizations", SandboxWire.Authorize.of(it));
            case Instruction.Capture it ->
                post(
                        "capture",
                        "captures",
                        new SandboxWire.Capture(
                                it.reference(),
                                it.authorization(),
                                it.amount().minor(),
                                it.last(),
                                SandboxWire.account(it.tenant())));
            case Instruction.Cancel it ->
                post(
                        "cancel",
                        "voids",
                        new SandboxWire.Release(it.reference(), it.authorization(), SandboxWire.account(it.tenant())));
            case Instruction.Refund it ->
                post(
                        "refund",
                        "refunds",
                        new SandboxWire.Refund(
                                it.reference(),
                                it.authorization(),
                                it.amount().minor(),
                                SandboxWire.account(it.tenant())));
        };
    }

    @Override
    public Attempt ask(UUID reference) {
        String path = "/v1/transactions/" + reference;
        return exchange("inquire", new HttpGet(http.resolve(path)), "GET " + path, CardMask::text);
    }

    @Override
    public Optional<byte[]> statement(Tenant tenant, LocalDate from, LocalDate to, String format) {
        HttpGet request = new HttpGet(http.resolve("/v1/statements?account=%s&from=%s&to=%s&format=%s"
                .formatted(URLEncoder.encode(SandboxWire.account(tenant), StandardCharsets.UTF_8), from, to, format)));
        return http.download(request, LONGEST_STATEMENT);
    }

    private Attempt post(String operation, String resource, Object body) {
        return post(operation, resource, body, body, CardMask::text);
    }

    private Attempt post(
            String operation, String resource, Object body, Object masked, UnaryOperator<String> maskAnswer) {
        HttpPost request = new HttpPost(http.resolve("/v1/" + resource));
        request.setEntity(new ByteArrayEntity(SandboxWire.JSON.writeValueAsBytes(body), ContentType.APPLICATION_JSON));
        return exchange(operation, request, SandboxWire.JSON.writeValueAsString(masked), maskAnswer);
    }

    private Attempt exchange(
            String operation, HttpUriRequestBase request, String asked, UnaryOperator<String> maskAnswer) {
        SandboxHttp.Spoken spoken = http.speak(operation, request, asked, maskAnswer);
        return understand(spoken.heard(), spoken.exchange());
    }

    private static Attempt understand(Heard heard, Exchange exchange) {
        return switch (heard) {
            case Heard.NotSent(String why) -> new Attempt(new Outcome.NotSent(why), exchange, true, false);
            case Heard.Cut(String why) -> new Attempt(new Outcome.Unknown(why), exchange, true, false);
            case Heard.TimedOut(String why) -> new Attempt(new Outcome.Unknown(why), exchange, false, false);
            case Heard.Answered(int status, String _)
            when status >= 500 -> new Attempt(new Outcome.Unknown("HTTP " + status), exchange, true, false);
            case Heard.Answered(int status, String body) -> understand(status, body, exchange);
        };
    }

    private static Attempt understand(int status, String body, Exchange exchange) {
        try {
            Outcome outcome = status == 200
                    ? SandboxWire.JSON
                            .readValue(body, SandboxWire.Statement.class)
                            .outcome()
                    : refusal(
                            status,
                            SandboxWire.JSON
                                    .readValue(body, SandboxWire.Refusal.class)
                                    .error());
            return new Attempt(outcome, exchange, false, true);
        } catch (JacksonException | IllegalArgumentException | Rejection _) {
            return new Attempt(new Outcome.Unknown("HTTP " + status + " that makes no sense"), exchange, true, false);
        }
    }

    /** Refused before anything was done. That a reference was used before says nothing of what it was used for. */
    private static Outcome refusal(int status, SandboxWire.Problem problem) {
        return switch (status) {
            case 400, 413, 422 ->
                problem.code().equals("reference_reused")
                        ? new Outcome.Unknown(problem.message())
                        : new Outcome.Declined(null, "processing_error", problem.message());
            case 401, 403, 429 -> new Outcome.NotSent("HTTP " + status + ": " + problem.message());
            case 404 ->
                problem.code().equals("not_found")
                        ? new Outcome.NotFound()
                        : new Outcome.Unknown("not the sandbox acquirer: HTTP 404");
            default -> new Outcome.Unknown("HTTP " + status);
        };
    }

    @Override
    public void close() {
        http.close();
    }
}
