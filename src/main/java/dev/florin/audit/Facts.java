package dev.florin.audit;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.florin.kernel.Mask;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** What is kept of values from outside: text that PostgreSQL gives back as it took it, and no card numbers. */
final class Facts {

    private static final int LONGEST = 2000;
    private static final JsonMapper JSON = new JsonMapper();

    private Facts() {}

    /**
     * As it may be kept. Half a surrogate pair, which UTF-8 cannot say, becomes a question mark here already: a hash is
     * over what is kept.
     */
    static String text(String text, int longest) {
        String clean = Mask.cards(new String(text.getBytes(UTF_8), UTF_8).replace("\0", ""));
        if (clean.length() <= longest) {
            return clean;
        }
        int end = Character.isHighSurrogate(clean.charAt(longest - 2)) ? longest - 2 : longest - 1;
        return clean.substring(0, end) + "…";
    }

    /** One JSON object, its members in the order of their names. */
    static @Nullable String json(@Nullable Map<String, ?> facts) {
        return facts == null ? null : JSON.writeValueAsString(kept(facts));
    }

    @SuppressWarnings("unchecked") // what was written by the method above
    static @Nullable Map<String, Object> read(@Nullable String json) {
        return json == null ? null : JSON.readValue(json, LinkedHashMap.class);
    }

    private static @Nullable Object kept(@Nullable Object value) {
        return switch (value) {
            case null -> null;
            case Map<?, ?> map -> {
                var sorted = new TreeMap<String, @Nullable Object>();
                map.forEach((name, member) -> sorted.put(text(String.valueOf(name), LONGEST), kept(member)));
                yield sorted;
            }
            case Collection<?> items -> items.stream().map(Facts::kept).toList();
            case Number number -> number;
            case Boolean bool -> bool;
            default -> text(String.valueOf(value), LONGEST);
        };
    }
}
