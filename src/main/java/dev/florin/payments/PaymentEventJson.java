package dev.florin.payments;

import com.fasterxml.jackson.annotation.JsonAutoDetect.Visibility;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import tools.jackson.databind.json.JsonMapper;

/** Events as they are stored: the name of the record in snake_case, and its components as JSON. Neither may ever change. */
final class PaymentEventJson {

    private static final Map<String, Class<?>> TYPES = Arrays.stream(PaymentEvent.class.getPermittedSubclasses())
            .collect(Collectors.toUnmodifiableMap(PaymentEventJson::name, Function.identity()));
    private static final ClassValue<String> NAMES = new ClassValue<>() {
        @Override
        protected String computeValue(Class<?> type) {
            return name(type);
        }
    };

    private final JsonMapper json;

    /** Writes the components of records and nothing that is derived from them. */
    static JsonMapper mapper() {
        return JsonMapper.builder()
                .changeDefaultVisibility(v -> v.withFieldVisibility(Visibility.ANY) // of a record: its components
                        .withGetterVisibility(Visibility.NONE)
                        .withIsGetterVisibility(Visibility.NONE))
                .build();
    }

    PaymentEventJson(JsonMapper json) {
        this.json = json;
    }

    String type(PaymentEvent event) {
        return NAMES.get(event.getClass());
    }

    String write(PaymentEvent event) {
        return json.writeValueAsString(event);
    }

    PaymentEvent read(String type, String data) {
        Class<?> known = TYPES.get(type);
        if (known == null) {
            throw new IllegalStateException(
                    "An event of unknown type '%s': was it written by a newer Florin?".formatted(type));
        }
        return (PaymentEvent) json.readValue(data, known);
    }

    private static String name(Class<?> type) {
        return type.getSimpleName().replaceAll("(?<=.)(?=[A-Z])", "_").toLowerCase(Locale.ROOT);
    }
}
