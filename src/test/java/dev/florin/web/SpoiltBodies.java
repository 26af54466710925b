package dev.florin.web;

import dev.florin.web.SpoiltBodies.Spoilt.Expected;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Bodies of which one field is not what the OpenAPI document says, for every field and every way to get it wrong. */
final class SpoiltBodies {

    private static final String MARK = "@spoilt@";

    private final OpenApi api;
    private final String path;
    private final JsonNode good;
    private final List<Spoilt> spoilt = new ArrayList<>();

    private SpoiltBodies(OpenApi api, String path, JsonNode good) {
        this.api = api;
        this.path = path;
        this.good = good;
    }

    static Stream<Spoilt> of(OpenApi api) {
        return api.bodies().flatMap(body -> {
            var bodies = new SpoiltBodies(api, body.getKey(), OpenApi.example(body));
            bodies.object(body.getValue(), List.of());
            return bodies.spoilt.stream();
        });
    }

    /**
     * One request.
     *
     * @param status the only right one, or 0
     */
    record Spoilt(String path, String param, String value, String body, Expected expected, int status) {

        enum Expected {
            /** A problem that names the field. */
            MALFORMED,
            /** A problem. */
            REFUSED,
            /** Anything but a failure. */
            HARMLESS
        }

        @Override
        public String toString() {
            return "%s %s = %s".formatted(path, param, value.length() > 40 ? value.substring(0, 40) + "…" : value);
        }
    }

    private void object(JsonNode schema, List<String> at) {
        var unknown = new ArrayList<>(at);
        unknown.add("no_such_field");
        add(unknown, "1", Expected.MALFORMED, 400);
        schema.path("properties").propertyStream().forEach(property -> {
            var inner = new ArrayList<>(at);
            inner.add(property.getKey());
            boolean required = schema.path("required")
                    .valueStream()
                    .anyMatch(r -> r.asString().equals(property.getKey()));
            add(inner, "null", required ? Expected.MALFORMED : Expected.HARMLESS, required ? 422 : 0);
            if (required) {
                add(inner, null, Expected.MALFORMED, 422);
            }
            value(api.resolve(property.getValue()), inner);
        });
    }

    private void value(JsonNode schema, List<String> at) {
        String type = schema.path("type").isArray()
                ? schema.path("type").path(0).asString()
                : schema.path("type").asString("object");
        switch (type) {
            case "integer" -> integer(schema, at);
            case "string" -> string(schema, at);
            case "boolean" -> mistyped(at, "\"true\"", "1", "0", "{}", "[]", "\"\"");
            case "array" -> {
                mistyped(at, "\"x\"", "1", "{}", "true");
                var inner = new ArrayList<>(at);
                inner.add("[0]");
                add(inner, "null", Expected.REFUSED, 422);
                JsonNode items = api.resolve(schema.path("items"));
                if (items.path("type").asString("object").equals("string")) {
                    string(items, inner);
                } else {
                    mistyped(inner, "1", "\"x\"", "[]");
                    object(items, inner);
                }
            }
            case "object" -> {
                mistyped(at, "\"x\"", "\"\"", "1", "1.5", "true", "[]");
                if (schema.has("additionalProperties")) {
                    map(schema, at);
                } else {
                    object(schema, at);
                }
            }
            default -> throw new AssertionError("What can be wrong with a value of type " + type + "?");
        }
    }

    private void map(JsonNode schema, List<String> at) {
        JsonNode keys = schema.path("propertyNames").path("enum");
        var inner = new ArrayList<>(at);
        inner.add(keys.isEmpty() ? "key" : keys.path(0).asString());
        mistyped(inner, "1", "true", "{}", "[]");
        add(inner, "null", Expected.MALFORMED, 422);
        add(inner, "\"" + "x".repeat(keys.isEmpty() ? 501 : 5001) + "\"", Expected.MALFORMED, 422);
        var other = new ArrayList<>(at);
        other.add("k".repeat(41));
        add(other, "\"v\"", Expected.REFUSED, keys.isEmpty() ? 422 : 400);
        add(other, "{\"deep\":[1]}", Expected.REFUSED, 400);
    }

    private void integer(JsonNode schema, List<String> at) {
        mistyped(
                at,
                "\"10\"",
                "\"\"",
                "10.5",
                "10.0",
                "1e3",
                "true",
                "{}",
                "[1]",
                "\"ten\"",
                "99999999999999999999",
                "-99999999999999999999",
                "9223372036854775808");
        add(at, "-1", Expected.MALFORMED, 422);
        add(
                at,
                "-9223372036854775808",
                Expected.MALFORMED,
                schema.path("format").asString().equals("int32") ? 400 : 422);
        if (schema.path("minimum").asLong(-1) > 0) {
            add(at, "0", Expected.MALFORMED, 422);
        }
        if (schema.has("maximum")) {
            add(at, String.valueOf(schema.path("maximum").asLong() + 1), Expected.MALFORMED, 422);
        }
        add(at, "9223372036854775807", Expected.MALFORMED, 0);
    }

    private void string(JsonNode schema, List<String> at) {
        mistyped(at, "10", "10.5", "true", "{}", "[]", "[\"x\"]");
        if (schema.has("enum")) {
            mistyped(
                    at,
                    "\"nonsense\"",
                    "\"\"",
                    "\" \"",
                    "\"0\"",
                    "\"" + schema.path("enum").path(0).asString().toUpperCase(java.util.Locale.ROOT) + "\"");
            return;
        }
        mistyped(at, "\"\\u0000\"", "\"a\\u0000b\"", "\"\\ud800\"", "\"\\udc00x\"");
        add(at, "\"" + "x".repeat(5000) + "\"", Expected.MALFORMED, 422);
        if (schema.has("maxLength")) {
            add(at, "\"" + "1".repeat(schema.path("maxLength").asInt() + 1) + "\"", Expected.MALFORMED, 422);
        }
        if (schema.has("pattern")) {
            add(at, "\"\\n\"", Expected.MALFORMED, 422);
        }
        add(at, "\"\"", Expected.HARMLESS, 0);
        add(at, "\"\\u202e\\ufeff\"", Expected.HARMLESS, 0);
        add(at, "\"'; drop table orders; --\"", Expected.HARMLESS, 0);
    }

    private void mistyped(List<String> at, String... values) {
        for (String value : values) {
            add(at, value, Expected.MALFORMED, 400);
        }
    }

    private void add(List<String> at, @Nullable String value, Expected expected, int status) {
        String param = String.join(".", at).replace(".[", "[");
        spoilt.add(new Spoilt(path, param, String.valueOf(value), body(at, value), expected, status));
    }

    /** The good body with this value in this place; null takes the field away. */
    private String body(List<String> at, @Nullable String value) {
        ObjectNode root = (ObjectNode) good.deepCopy();
        JsonNode here = root;
        for (int i = 0; i < at.size() - 1; i++) {
            here = step(here, at.get(i), at.get(i + 1).equals("[0]"));
        }
        String last = at.getLast();
        if (here instanceof ArrayNode list) {
            list.removeAll().add(MARK);
        } else if (value == null) {
            ((ObjectNode) here).remove(last);
        } else {
            ((ObjectNode) here).put(last, MARK);
        }
        return root.toString().replace("\"" + MARK + "\"", String.valueOf(value));
    }

    private static JsonNode step(JsonNode here, String name, boolean toList) {
        if (here instanceof ArrayNode list) {
            return list.isEmpty() ? list.addObject() : list.get(0);
        }
        ObjectNode object = (ObjectNode) here;
        if (toList) {
            return object.has(name) ? object.get(name) : object.putArray(name);
        }
        return object.has(name) ? object.get(name) : object.putObject(name);
    }
}
