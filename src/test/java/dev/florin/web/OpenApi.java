package dev.florin.web;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The document that Florin serves, as tests read it. */
final class OpenApi {

    private final JsonNode document = read();

    record Operation(String method, String path, JsonNode definition) {}

    Stream<Operation> operations() {
        return document.path("paths")
                .propertyStream()
                .flatMap(path -> path.getValue()
                        .propertyStream()
                        .map(operation -> new Operation(operation.getKey(), path.getKey(), operation.getValue())));
    }

    /** The operations that take JSON, with its schema. */
    Stream<Map.Entry<String, JsonNode>> bodies() {
        return operations()
                .filter(o -> o.method().equals("post"))
                .map(o -> Map.entry(
                        o.path(),
                        o.definition()
                                .at("/requestBody/content")
                                .path("application/json")
                                .path("schema")))
                .filter(body -> !body.getValue().isMissingNode())
                .map(body -> Map.entry(body.getKey(), resolve(body.getValue())));
    }

    /** The example of a body; without one the document is not finished. */
    static JsonNode example(Map.Entry<String, JsonNode> body) {
        JsonNode example = body.getValue().path("example");
        if (!example.isObject()) {
            throw new AssertionError("Give the body of POST " + body.getKey() + " an example");
        }
        return example;
    }

    JsonNode resolve(JsonNode schema) {
        String reference = schema.path("$ref").asString("");
        return reference.isEmpty() ? schema : document.at(reference.substring(1));
    }

    private static JsonNode read() {
        try {
            return new JsonMapper().readTree(Files.readString(Path.of("src/main/resources/static/openapi.json")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
