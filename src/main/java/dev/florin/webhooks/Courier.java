package dev.florin.webhooks;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.florin.outbound.OutboundHttp;
import dev.florin.outbound.Reply;
import dev.florin.outbound.Reply.Answered;
import dev.florin.outbound.Reply.Unanswered;
import dev.florin.platform.Traces;
import dev.florin.webhooks.Lane.Sent;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Makes one attempt, and has it written down. Holds no database connection meanwhile. */
@Component
class Courier {

    private static final String SECRET_LOST = "not sent: its signing secret cannot be opened; rotate it";
    private static final Logger log = LoggerFactory.getLogger(Courier.class);

    private final Subscriptions subscriptions;
    private final OutboundHttp http;
    private final Logbook logbook;
    private final Schedule schedule;
    private final Traces traces;
    private final InstantSource clock;

    Courier(
            Subscriptions subscriptions,
            OutboundHttp http,
            Logbook logbook,
            WebhooksProperties properties,
            Traces traces,
            InstantSource clock) {
        this.subscriptions = subscriptions;
        this.http = http;
        this.logbook = logbook;
        this.schedule = new Schedule(properties.retryIntervals());
        this.traces = traces;
        this.clock = clock;
    }

    Sent deliver(Parcel parcel) {
        // Without its endpoint there is nobody to tell: disabled meanwhile, it was given up, or will be
        return subscriptions
                .find(parcel.tenant(), parcel.endpoint())
                .map(subscriber -> deliver(parcel, subscriber))
                .orElse(Sent.NOT_AT_ALL);
    }

    private Sent deliver(Parcel parcel, Subscriber subscriber) {
        Instant at = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        byte[] body = parcel.body().getBytes(UTF_8);
        Map<String, String> headers;
        try {
            headers = subscriber.headers(parcel.event(), parcel.name(), body, at);
        } catch (IllegalStateException e) {
            log.error("The secret of webhook endpoint {} cannot be opened; have it rotated", parcel.endpoint(), e);
            return note(parcel, at, Duration.ZERO, Map.of(), new Unanswered(SECRET_LOST));
        }
        long begun = System.nanoTime();
        Reply reply = post(parcel, subscriber.endpoint().url(), headers, body);
        return note(parcel, at, Duration.ofNanos(System.nanoTime() - begun), headers, reply);
    }

    private Reply post(Parcel parcel, String url, Map<String, String> headers, byte[] body) {
        if (!traces.on()) {
            return http.post(url, headers, body);
        }
        try (Traces.Span span = traces.begin("webhook " + parcel.name(), Traces.Kind.CLIENT, parcel.traceparent())) {
            span.note("florin.delivery", parcel.delivery().toString());
            span.note("florin.endpoint", parcel.endpoint().toString());
            String traceparent = traces.traceparent();
            if (traceparent != null) {
                headers.put("traceparent", traceparent);
            }
            Reply reply = http.post(url, headers, body);
            switch (reply) {
                case Answered(int status, var _, var _) -> span.note("http.response.status_code", "" + status);
                case Unanswered _ -> span.fail("unanswered");
            }
            return reply;
        }
    }

    private Sent note(Parcel parcel, Instant at, Duration took, Map<String, String> headers, Reply reply) {
        Verdict verdict = schedule.judge(parcel.tries() + 1, reply, clock.instant());
        logbook.note(Told.of(parcel, at, took, headers, reply, verdict));
        return reply instanceof Answered ? Sent.ANSWERED : Sent.UNANSWERED;
    }
}
