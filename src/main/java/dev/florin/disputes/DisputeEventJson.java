package dev.florin.disputes;

import com.fasterxml.jackson.annotation.JsonAutoDetect.Visibility;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import tools.jackson.databind.json.JsonMapper;

/** Events as they are stored: the name of the record in snake_case, and its components as JSON. Neither may ever change. */
final class DisputeEventJson {

    private static final Map<String, Class<?>> TYPES = Arrays.stream(DisputeEvent.class.getPermittedSubclasses())
            .collect(Collectors.toUnmodifiableMap(DisputeEventJson::name, Function.identity()));
    private static final JsonMapper JSON = JsonMapper.builder()
            .changeDefaultVisibility(v -> v.withFieldVisibility(Visibility.ANY) // of a record: its components
                    .withGetterVisibility(Visibility.NONE)
                    .withIsGetterVisibility(Visibility.NONE))
            .build();

    private DisputeEventJson() {}

    static String type(DisputeEvent event) {
        return name(event.getClass());
    }

    static String write(DisputeEvent event) {
        return JSON.writeValueAsString(event);
    }

    static DisputeEvent read(String type, String data) {
        Class<?> known = TYPES.get(type);
        if (known == null) {
            throw new IllegalStateException(
                    "An event of unknown type '%s': was it written by a newer Florin?".formatted(type));
        }
        return (DisputeEvent) JSON.readValue(data, known);
    }

    private static String name(Class<?> type) {
        return type.getSimpleName().replaceAll("(?<=.)(?=[A-Z])", "_").toLowerCase(Locale.ROOT);
    }
}
