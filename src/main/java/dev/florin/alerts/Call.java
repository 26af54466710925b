package dev.florin.alerts;

import dev.florin.alerts.Notices.Notice;
import dev.florin.kernel.TypeId;
import dev.florin.outbound.OutboundHttp;
import dev.florin.outbound.Reply.Answered;
import dev.florin.outbound.Reply.Unanswered;
import dev.florin.platform.Hmac;
import java.net.URI;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** By a POST to the operator's own endpoint, shaped and signed as the webhooks that merchants get. */
final class Call implements Way {

    private final OutboundHttp http;
    private final String url;
    private final Hmac key;
    private final String florin;
    private final JsonMapper json;
    private final InstantSource clock;

    /** @param florin where it can be reached */
    Call(OutboundHttp http, String url, byte[] secret, String florin, JsonMapper json, InstantSource clock) {
        this.http = http;
        this.url = url;
        this.key = new Hmac(secret);
        this.florin = florin;
        this.json = json;
        this.clock = clock;
    }

    /** @param data what the alert is */
    record Body(String id, String event, long timestamp, Data data) {}

    record Data(
            String alert,
            String name,
            String key,
            String severity,
            String summary,
            String whatToDo,
            String url,
            Instant firstSeenAt,
            @Nullable Instant endedAt) {}

    @Override
    public String name() {
        return "webhook";
    }

    /** Without its path, which may be a secret, as that of chat rooms is. */
    @Override
    public String inWords() {
        return "webhook at " + URI.create(url).getHost();
    }

    @Override
    public boolean together() {
        return false;
    }

    @Override
    public void tell(List<Notice> notices) throws NotTold {
        for (Notice notice : notices) {
            post(notice);
        }
    }

    private void post(Notice notice) throws NotTold {
        String id = TypeId.format("ntc", notice.id());
        byte[] body = json.writeValueAsBytes(new Body(
                id,
                "alert." + notice.kind().wire(),
                notice.madeAt().getEpochSecond(),
                new Data(
                        TypeId.format("alrt", notice.alert()),
                        notice.name(),
                        notice.key(),
                        notice.severity().wire(),
                        notice.summary(),
                        notice.whatToDo(),
                        florin + (notice.href() == null ? "/admin/alerts" : notice.href()),
                        notice.firstSeenAt(),
                        notice.endedAt())));
        switch (http.post(url, headers(id, body), body)) {
            case Answered(int status, var _, var _) when status >= 200 && status < 300 -> {}
            case Answered(int status, var _, var _) -> throw new NotTold("it answered " + status);
            case Unanswered(String error) -> throw new NotTold(error);
        }
    }

    private Map<String, String> headers(String id, byte[] body) {
        long now = clock.instant().getEpochSecond();
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("User-Agent", "Florin-Alerts/1");
        headers.put("X-Webhook-Signature", HexFormat.of().formatHex(key.of(body)));
        headers.put("webhook-id", id);
        headers.put("webhook-timestamp", Long.toString(now));
        byte[] head = (id + "." + now + ".").getBytes(java.nio.charset.StandardCharsets.UTF_8);
        headers.put("webhook-signature", "v1," + Base64.getEncoder().encodeToString(key.of(head, body)));
        return headers;
    }
}
