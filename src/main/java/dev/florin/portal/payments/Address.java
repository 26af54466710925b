package dev.florin.portal.payments;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLEncoder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** A page with its query, from which addresses are made that say a little more or less. */
record Address(String path, Map<String, List<String>> query) {

    /** With this value alone by that name. */
    Address with(String name, String value) {
        var changed = new LinkedHashMap<>(query);
        changed.put(name, List.of(value));
        return new Address(path, changed);
    }

    Address without(String name) {
        var changed = new LinkedHashMap<>(query);
        changed.remove(name);
        return new Address(path, changed);
    }

    /** Without one of the values by that name. */
    Address without(String name, String value) {
        var changed = new LinkedHashMap<>(query);
        var values = new ArrayList<>(query.getOrDefault(name, List.of()));
        values.remove(value);
        changed.put(name, List.copyOf(values));
        return new Address(path, changed);
    }

    /** The same query of another page. */
    Address at(String other) {
        return new Address(other, query);
    }

    @Override
    public String toString() {
        String said = query.entrySet().stream()
                .flatMap(e -> e.getValue().stream()
                        .map(value -> URLEncoder.encode(e.getKey(), UTF_8) + "=" + URLEncoder.encode(value, UTF_8)))
                .collect(Collectors.joining("&"));
        return said.isEmpty() ? path : path + "?" + said;
    }
}
