package dev.florin.docs;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/** What the schemas of the OpenAPI document say, in words. */
final class Schemas {

    private static final String REFERENCE = "#/components/schemas/";

    /** Deeper nesting is not told: nothing of the API needs it. */
    private static final int DEEPEST = 4;

    private final Markdown markdown;
    private final JsonNode schemas;

    Schemas(Markdown markdown, JsonNode schemas) {
        this.markdown = markdown;
        this.schemas = schemas;
    }

    List<ApiField> fields(JsonNode schema) {
        return fields(schema, 0);
    }

    ApiField parameter(JsonNode parameter) {
        JsonNode schema = parameter.path("schema");
        return new ApiField(
                parameter.path("name").asString(""),
                type(schema),
                parameter.path("required").asBoolean(false),
                markdown.inline(parameter
                        .path("description")
                        .asString(resolve(schema).path("description").asString(""))),
                limits(schema),
                values(schema),
                List.of());
    }

    JsonNode resolve(JsonNode schema) {
        String reference = schema.path("$ref").asString("");
        return reference.startsWith(REFERENCE) ? schemas.path(reference.substring(REFERENCE.length())) : schema;
    }

    private List<ApiField> fields(JsonNode schema, int depth) {
        JsonNode known = resolve(schema);
        if (known.path("type").asString("").equals("array")) {
            return fields(known.path("items"), depth);
        }
        Set<String> required = known.path("required")
                .valueStream()
                .map(name -> name.asString(""))
                .collect(Collectors.toSet());
        List<ApiField> fields = new ArrayList<>();
        if (depth < DEEPEST) {
            known.path("properties")
                    .forEachEntry((name, field) -> fields.add(field(name, field, required.contains(name), depth)));
        }
        // What one has to say goes first
        fields.sort(java.util.Comparator.comparing(field -> !field.required()));
        return List.copyOf(fields);
    }

    private ApiField field(String name, JsonNode field, boolean required, int depth) {
        return new ApiField(
                name,
                type(field),
                required,
                markdown.inline(field.path("description")
                        .asString(resolve(field).path("description").asString(""))),
                limits(field),
                values(field),
                fields(field, depth + 1));
    }

    private String type(JsonNode schema) {
        JsonNode known = resolve(schema);
        String type = known.path("type").asString("object");
        String format = known.path("format").asString("");
        return switch (type) {
            case "array" -> "list of " + type(known.path("items"));
            case "string" -> format.isEmpty() ? "text" : format.equals("uri") ? "URL" : format;
            case "integer" -> "integer";
            default -> type;
        };
    }

    private List<String> values(JsonNode schema) {
        return resolve(schema)
                .path("enum")
                .valueStream()
                .map(value -> value.asString(""))
                .toList();
    }

    private String limits(JsonNode schema) {
        JsonNode known = resolve(schema);
        List<String> limits = new ArrayList<>();
        if (known.has("minimum") && known.has("maximum")) {
            limits.add("%s to %s".formatted(number(known, "minimum"), number(known, "maximum")));
        }
        if (known.has("maxLength")) {
            limits.add("at most %s characters".formatted(number(known, "maxLength")));
        }
        if (known.has("maxItems")) {
            limits.add("at most %s of them".formatted(number(known, "maxItems")));
        }
        if (known.has("default")) {
            limits.add(
                    "%s where nothing is said".formatted(known.path("default").asString("")));
        }
        return String.join(", ", limits);
    }

    private static String number(JsonNode schema, String name) {
        return schema.path(name).asString("");
    }
}
