package dev.florin.docs;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/** Compares what a text shows of an answer with an answer. */
final class Shape {

    private static final Pattern ID = Pattern.compile("([a-z]+_)[0-7][0-9a-hjkmnp-tv-z]{25}");

    private Shape() {}

    /** Where an answer is not as shown. It may have more; {@code …}, ids and times stand for any of their kind. */
    static List<String> differences(JsonNode shown, JsonNode answer) {
        List<String> found = new ArrayList<>();
        compare("", shown, answer, found);
        return found;
    }

    private static void compare(String path, JsonNode shown, JsonNode answer, List<String> found) {
        if (shown.isObject()) {
            shown.forEachEntry((name, value) -> compare(path + "/" + name, value, answer.path(name), found));
        } else if (shown.isArray()) {
            if (!answer.isArray()) {
                found.add(path + " is no list: " + answer);
            }
        } else if (!same(shown, answer, path)) {
            found.add("%s is %s, not %s".formatted(path, answer, shown));
        }
    }

    private static boolean same(JsonNode shown, JsonNode answer, String path) {
        if (shown.isString() && answer.isString()) {
            String pattern = Pattern.quote(ID.matcher(shown.asString()).replaceAll("$1…"))
                    .replace("…", "\\E.*\\Q")
                    .replace("localhost:8080", "localhost\\E:[0-9]+\\Q");
            return answer.asString().matches(pattern);
        }
        return shown.isNumber() && path.endsWith("_at") ? answer.isNumber() : shown.equals(answer);
    }

    /** Where an answer has what its schema does not know, or lacks what it demands. */
    static List<String> against(JsonNode schemas, JsonNode schema, JsonNode answer) {
        List<String> found = new ArrayList<>();
        check("", schemas, schema, answer, found);
        return found;
    }

    private static void check(String path, JsonNode schemas, JsonNode schema, JsonNode answer, List<String> found) {
        String reference = schema.path("$ref").asString("");
        JsonNode known = reference.isEmpty() ? schema : schemas.path(reference.replaceFirst(".*/", ""));
        if (answer.isArray()) {
            answer.forEach(item -> check(path + "[]", schemas, known.path("items"), item, found));
        } else if (answer.isObject() && known.has("properties")) {
            known.path("required").forEach(name -> {
                if (!answer.has(name.asString())) {
                    found.add(path + "/" + name.asString() + " is not there");
                }
            });
            answer.forEachEntry((name, value) -> {
                if (known.path("properties").has(name)) {
                    check(path + "/" + name, schemas, known.path("properties").path(name), value, found);
                } else {
                    found.add(path + "/" + name + " is not in the schema");
                }
            });
        }
    }
}
