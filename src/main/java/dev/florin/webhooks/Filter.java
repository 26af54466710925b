package dev.florin.webhooks;

import java.util.List;

/** Which events an endpoint wants. */
final class Filter {

    static final String ALL = "*";

    private Filter() {}

    /** @throws EventUnknown if one of them is no event; the first of those */
    static List<String> check(List<String> names) {
        for (String name : names) {
            if (!name.equals(ALL) && EventName.of(name).isEmpty()) {
                throw new EventUnknown(name, "events");
            }
        }
        return names.contains(ALL) ? List.of(ALL) : names.stream().distinct().toList();
    }

    static boolean matches(List<String> names, EventName name) {
        return names.contains(ALL) || names.contains(name.wire());
    }
}
