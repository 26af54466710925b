package dev.florin.gateways;

import dev.florin.gateways.Hearing.Finding;
import dev.florin.gateways.Plea.Paper;
import dev.florin.gateways.SandboxHttp.Spoken;
import dev.florin.kernel.Rejection;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.classic.methods.HttpPut;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import tools.jackson.core.JacksonException;

/** Disputes at the sandbox acquirer, as {@code docs/sandbox.md} describes them. */
final class SandboxDesk implements DisputeDesk {

    private static final String DISPUTES = "/v1/disputes";

    private final SandboxHttp http;

    SandboxDesk(SandboxHttp http) {
        this.http = http;
    }

    @Override
    public Statement plead(Plea plea) {
        return switch (plea) {
            case Plea.Evidence it -> submit(it);
            case Plea.Acceptance it ->
                statement(List.of(post("dispute_accept", it.dispute() + "/accept", new Accepting(it.reference()), "")));
        };
    }

    /** Files first, each by itself; the acquirer has each once, however often it is sent. */
    private Statement submit(Plea.Evidence it) {
        List<Spoken> spoken = new ArrayList<>();
        for (Paper paper : it.papers()) {
            Spoken sent = put(it.dispute(), paper);
            spoken.add(sent);
            if (!(statement(spoken).finding() instanceof Finding.Known)) {
                return statement(spoken);
            }
        }
        List<UUID> files = it.papers().stream().map(Paper::id).toList();
        spoken.add(post(
                "dispute_evidence",
                it.dispute() + "/evidence",
                new Submitting(it.reference(), it.texts(), files),
                "%s: %s, %d files".formatted(it.reference(), it.texts().keySet(), files.size())));
        return statement(spoken);
    }

    @Override
    public Statement ask(String acquirerReference) {
        return statement(List.of(get(DISPUTES + "/" + acquirerReference)));
    }

    @Override
    public Listing changedSince(Instant since) {
        Spoken spoken = get(DISPUTES + "?since=" + since);
        try {
            if (spoken.heard() instanceof Heard.Answered(int status, String body) && status == 200) {
                List<Changed> changes = SandboxWire.JSON.readValue(body, SandboxWire.Disputes.class).data().stream()
                        .filter(it -> SandboxWire.tenant(it.account()) != null)
                        .map(it -> new Changed(it.chargeback(), it.changed()))
                        .toList();
                return new Listing(true, changes, spoken.exchange());
            }
        } catch (JacksonException | IllegalArgumentException | Rejection _) {
            // as good as no answer
        }
        return new Listing(false, List.of(), spoken.exchange());
    }

    private Spoken get(String path) {
        return http.speak("dispute_inquire", new HttpGet(http.resolve(path)), "GET " + path, CardMask::text);
    }

    private Spoken post(String operation, String path, Object body, String asked) {
        HttpPost request = new HttpPost(http.resolve(DISPUTES + "/" + path));
        byte[] json = SandboxWire.JSON.writeValueAsBytes(body);
        request.setEntity(new ByteArrayEntity(json, ContentType.APPLICATION_JSON));
        // What evidence says of customers is kept with the dispute, once
        String kept = asked.isEmpty() ? new String(json, StandardCharsets.UTF_8) : asked;
        return http.speak(operation, request, kept, CardMask::text);
    }

    private Spoken put(String dispute, Paper paper) {
        String path = DISPUTES + "/" + dispute + "/files/" + paper.id();
        String name = URLEncoder.encode(paper.name(), StandardCharsets.UTF_8);
        HttpUriRequestBase request = new HttpPut(http.resolve(path + "?name=" + name));
        request.setEntity(new ByteArrayEntity(paper.content(), ContentType.parse(paper.mediaType())));
        String asked = "%s, %d bytes".formatted(paper.mediaType(), paper.content().length);
        return http.speak("dispute_file", request, "PUT " + path + " " + asked, CardMask::text);
    }

    private static Statement statement(List<Spoken> spoken) {
        Finding finding = finding(spoken.getLast().heard());
        return new Statement(
                finding, spoken.stream().map(Spoken::exchange).toList(), !(finding instanceof Finding.Unknown));
    }

    private static Finding finding(Heard heard) {
        return switch (heard) {
            case Heard.NotSent(String why) -> new Finding.Unknown(why);
            case Heard.Cut(String why) -> new Finding.Unknown(why);
            case Heard.TimedOut(String why) -> new Finding.Unknown(why);
            case Heard.Answered(int status, String body) -> finding(status, body);
        };
    }

    private static Finding finding(int status, String body) {
        try {
            if (status == 200) {
                return new Finding.Known(SandboxWire.JSON
                        .readValue(body, SandboxWire.Dispute.class)
                        .chargeback());
            }
            var problem =
                    SandboxWire.JSON.readValue(body, SandboxWire.Refusal.class).error();
            return Set.of(400, 404, 409, 413, 422).contains(status)
                    ? new Finding.Refused(problem.code(), problem.message())
                    : new Finding.Unknown("HTTP " + status);
        } catch (JacksonException | IllegalArgumentException | Rejection _) {
            return new Finding.Unknown("HTTP " + status + " that makes no sense");
        }
    }

    private record Submitting(UUID reference, Map<String, String> texts, List<UUID> files) {}

    private record Accepting(UUID reference) {}
}
