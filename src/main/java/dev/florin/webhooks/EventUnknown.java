package dev.florin.webhooks;

import dev.florin.kernel.Rejection;
import java.util.Arrays;
import java.util.stream.Collectors;

final class EventUnknown extends Rejection {
    EventUnknown(String name, String param) {
        super(
                Kind.INVALID,
                "event_unknown",
                "There is no event '%s'; there are: %s."
                        .formatted(
                                name,
                                Arrays.stream(EventName.values())
                                        .map(EventName::wire)
                                        .collect(Collectors.joining(", "))),
                param);
    }
}
