package dev.florin.docs;

import dev.florin.docs.ApiGroup.Operation;
import dev.florin.docs.ApiGroup.Outcome;
import dev.florin.docs.ApiGroup.Parameters;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * The reference of the API, from its OpenAPI document. Its answers are those that a real run gave, kept in {@code
 * docs/answers.json} by operation; a test holds them to the shape that answers have.
 */
final class Reference {

    private static final JsonMapper PRETTY =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    /** First what one begins with. */
    private static final List<String> ORDER =
            List.of("Orders", "Payments", "Refunds", "Webhook endpoints", "Webhooks", "Events", "Balances", "Merchant");

    private final Markdown markdown;
    private final JsonNode document;
    private final JsonNode answers;
    private final Schemas schemas;

    Reference(Markdown markdown, JsonNode document, JsonNode answers) {
        this.markdown = markdown;
        this.document = document;
        this.answers = answers;
        this.schemas = new Schemas(markdown, document.path("components").path("schemas"));
    }

    List<ApiGroup> groups() {
        Map<String, List<Operation>> operations = new TreeMap<>(
                Comparator.<String>comparingInt(name -> ORDER.contains(name) ? ORDER.indexOf(name) : ORDER.size())
                        .thenComparing(Comparator.naturalOrder()));
        document.path("paths")
                .forEachEntry((path, methods) -> Stream.of("post", "get", "put", "patch", "delete")
                        .filter(methods::has)
                        .forEach(method -> operations
                                .computeIfAbsent(
                                        methods.path(method)
                                                .path("tags")
                                                .path(0)
                                                .asString("Status"),
                                        _ -> new ArrayList<>())
                                .add(operation(method, path, methods.path(method)))));
        return operations.entrySet().stream()
                .map(group -> new ApiGroup(group.getKey(), description(group.getKey()), List.copyOf(group.getValue())))
                .toList();
    }

    private String description(String group) {
        return document.path("tags")
                .valueStream()
                .filter(tag -> tag.path("name").asString("").equals(group))
                .findFirst()
                .map(tag -> markdown.inline(tag.path("description").asString("")))
                .orElse("");
    }

    private Operation operation(String method, String path, JsonNode operation) {
        JsonNode body = operation.path("requestBody").path("content").path("application/json");
        JsonNode success = operation
                .path("responses")
                .propertyStream()
                .filter(answer -> answer.getKey().startsWith("2"))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElseThrow();
        String id = operation.path("operationId").asString("");
        return new Operation(
                id,
                method.toUpperCase(java.util.Locale.ROOT),
                path,
                operation.path("summary").asString(""),
                markdown.inline(operation.path("description").asString("")),
                Stream.of("path", "query", "header")
                        .map(place -> parameters(place, operation))
                        .filter(place -> !place.fields().isEmpty())
                        .toList(),
                schemas.fields(body.path("schema")),
                Highlight.html("bash", curl(method, path, operation)),
                answers.has(id) ? Highlight.html("json", PRETTY.writeValueAsString(answers.path(id))) : null,
                schemas.fields(success.path("content")
                        .valueStream()
                        .findFirst()
                        .map(content -> content.path("schema"))
                        .orElse(body.path("none"))),
                operation
                        .path("responses")
                        .propertyStream()
                        .filter(answer -> !answer.getKey().equals("default"))
                        .map(answer -> new Outcome(
                                answer.getKey(),
                                answer.getValue().path("description").asString("")))
                        .toList());
    }

    private Parameters parameters(String place, JsonNode operation) {
        return new Parameters(
                switch (place) {
                    case "path" -> "In the path";
                    case "query" -> "In the query";
                    default -> "Headers";
                },
                operation
                        .path("parameters")
                        .valueStream()
                        .filter(parameter -> parameter.path("in").asString("").equals(place))
                        .map(schemas::parameter)
                        .toList());
    }

    /** How to try it, with the sample ids and bodies of the document. */
    private String curl(String method, String path, JsonNode operation) {
        String address = path;
        for (JsonNode parameter : operation.path("parameters")) {
            if (parameter.path("in").asString("").equals("path")) {
                address = address.replace(
                        "{" + parameter.path("name").asString("") + "}",
                        parameter.path("schema").path("example").asString(""));
            }
        }
        List<String> lines = new ArrayList<>();
        lines.add("curl "
                + (method.equals("get") || method.equals("post")
                        ? ""
                        : "-X " + method.toUpperCase(java.util.Locale.ROOT) + " ")
                + Reader.DEMO_URL + address);
        lines.add("-u " + Reader.DEMO_KEY + ":" + Reader.DEMO_SECRET);
        @Nullable JsonNode example = example(operation);
        if (example != null) {
            lines.add("-H 'Content-Type: application/json'");
            lines.add("-d '" + PRETTY.writeValueAsString(example).replace("'", "'\\''") + "'");
        } else if (operation.path("requestBody").path("content").has("multipart/form-data")) {
            lines.add("-F file=@slip.pdf");
        } else if (operation.path("requestBody").path("content").has("text/csv")) {
            lines.add("-H 'Content-Type: text/csv'");
            lines.add("--data-binary @statement.csv");
        } else if (method.equals("post")) {
            lines.add("-X POST");
        }
        return lines.stream().collect(Collectors.joining(" \\\n  "));
    }

    private @Nullable JsonNode example(JsonNode operation) {
        JsonNode schema = operation
                .path("requestBody")
                .path("content")
                .path("application/json")
                .path("schema");
        return Arrays.asList(schema, schemas.resolve(schema)).stream()
                .map(known -> known.get("example"))
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
    }
}
