package dev.florin.webhooks;

import dev.florin.outbound.Reply;
import dev.florin.outbound.Reply.Answered;
import dev.florin.outbound.Reply.Unanswered;
import dev.florin.webhooks.Verdict.Again;
import dev.florin.webhooks.Verdict.Delivered;
import dev.florin.webhooks.Verdict.GivenUp;
import dev.florin.webhooks.Verdict.Gone;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * When a delivery is sent again.
 *
 * @param pauses before each attempt, counted from the one before
 */
record Schedule(List<Duration> pauses) {

    /** The longest that an endpoint may ask us to wait. */
    static final Duration LONGEST = Duration.ofHours(24);

    private static final double JITTER = 0.1;
    private static final int GONE = 410;
    private static final int TOO_MANY_REQUESTS = 429;
    private static final int UNAVAILABLE = 503;

    /** @param tries how many attempts there were, this one among them */
    Verdict judge(int tries, Reply reply, Instant now) {
        return switch (reply) {
            case Answered(var status, var _, var _) when status / 100 == 2 -> new Delivered();
            case Answered(var status, var _, var _) when status == GONE -> new Gone();
            case Answered(var status, var headers, var _)
            when status == TOO_MANY_REQUESTS || status == UNAVAILABLE ->
                again(tries, retryAfter(headers.get("retry-after"), now), now);
            case Answered _, Unanswered _ -> again(tries, Optional.empty(), now);
        };
    }

    private Verdict again(int tries, Optional<Duration> asked, Instant now) {
        return tries >= pauses.size()
                ? new GivenUp()
                : new Again(now.plus(asked.orElseGet(() -> jittered(pauses.get(tries)))));
    }

    /** So that what failed together does not come back together. */
    private static Duration jittered(Duration pause) {
        double factor = 1 + ThreadLocalRandom.current().nextDouble(-JITTER, JITTER);
        return Duration.ofMillis((long) (pause.toMillis() * factor));
    }

    /** Seconds or a date (RFC 9110, 10.2.3); what is neither is ignored. */
    private static Optional<Duration> retryAfter(@Nullable String header, Instant now) {
        if (header == null) {
            return Optional.empty();
        }
        String text = header.strip();
        try {
            Duration asked = text.matches("\\d{1,9}")
                    ? Duration.ofSeconds(Long.parseLong(text))
                    : Duration.between(
                            now,
                            ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME)
                                    .toInstant());
            return Optional.of(clamp(asked));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private static Duration clamp(Duration asked) {
        Duration least = Duration.ofSeconds(1);
        return asked.compareTo(least) < 0 ? least : asked.compareTo(LONGEST) > 0 ? LONGEST : asked;
    }
}
