package dev.florin.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.florin.FlorinTest;
import dev.florin.docs.ApiGroup.Operation;
import dev.florin.merchants.Merchants;
import dev.florin.settlements.Settlements;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.web.util.HtmlUtils;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * Every request of the reference is sent as it is shown, and the answers that are shown have the fields that answers have.
 * After a change of answers {@code ./mvnw test -Dtest=ReferenceTests -Ddocs.write=true} writes them anew.
 */
@FlorinTest
@Timeout(300)
class ReferenceTests {

    private static final Path ANSWERS = Path.of("src/main/resources/docs/answers.json");
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(SerializationFeature.INDENT_OUTPUT, SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
            .build();

    /** Of a list its first entry tells enough, and of a payment's events the first two. */
    private static final Map<String, Integer> SHOWN = Map.of("data", 1, "events", 2, "attempts", 1, "balances", 3);

    @TempDir
    Path directory;

    @LocalServerPort
    int port;

    @Autowired
    Merchants merchants;

    @Autowired
    Settlements settlements;

    @Autowired
    Docs docs;

    @Test
    void everyRequestOfTheReferenceIsDoneAndAnsweredAsShown() throws IOException {
        assumeTrue(Ran.isThere("curl"), "NOT RUN: there is no curl here, so the reference was not tried.");
        JsonNode document =
                JSON.readTree(Path.of("src/main/resources/static/openapi.json").toFile());
        JsonNode schemas = document.path("components").path("schemas");
        Map<String, JsonNode> answers = new TreeMap<>();
        for (Operation operation : operations()) {
            Stage stage = Stage.set(port, merchants);
            if (operation.path().contains("/settlements")) {
                stage.settle(settlements);
            }
            if (operation.id().equals("cancelOrder")) {
                stage.order();
            }
            if (Set.of("capturePayment", "voidPayment").contains(operation.id())) {
                stage.authorized();
            }
            if (operation.path().startsWith("/api/v1/disputes")) {
                stage.disputed();
                Files.writeString(directory.resolve("slip.pdf"), "%PDF-1.7 a slip");
            }
            if (operation.id().equals("createStatement")) {
                Files.writeString(directory.resolve("statement.csv"), Stage.STATEMENT);
            } else if (operation.path().startsWith("/api/v1/statements")) {
                stage.stated();
            }
            String curl = HtmlUtils.htmlUnescape(operation.curl().replaceAll("<[^>]+>", ""));
            Ran ran = Ran.of(directory, "", List.of("bash", "-c", stage.mine(curl) + " -sS -w '\n%{http_code}'"));

            assertThat(ran.lastLine())
                    .as("%s\nanswered with %s", curl, ran.out())
                    .matches("20[0-9]");
            if (operation.id().equals("downloadDisputeFile")) {
                assertThat(ran.withoutLastLine().strip()).isEqualTo("%PDF-1.7 a slip");
            } else if (!ran.lastLine().equals("204")) {
                JsonNode answer = JSON.readTree(ran.withoutLastLine());
                answers.put(operation.id(), JSON.readTree(told(answer)));
                assertThat(Shape.against(schemas, schema(document, operation), answer))
                        .as(operation.id())
                        .isEmpty();
            }
        }
        if (Boolean.getBoolean("docs.write")) {
            Files.writeString(ANSWERS, JSON.writeValueAsString(answers) + "\n");
        }
        JsonNode shown = JSON.readTree(ANSWERS.toFile());
        assertThat(shown.propertyNames()).containsExactlyInAnyOrderElementsOf(answers.keySet());
        operations().stream()
                .filter(operation -> shown.has(operation.id()))
                .forEach(operation -> assertThat(
                                Shape.against(schemas, schema(document, operation), shown.path(operation.id())))
                        .as("The answer to %s in %s", operation.id(), ANSWERS)
                        .isEmpty());
    }

    private List<Operation> operations() {
        var all = (DocsPage.Operations) docs.operations("", Reader.anybody("http://localhost", SampleLanguage.BASH))
                .content();
        return all.groups().stream()
                .flatMap(group -> group.operations().stream())
                .toList();
    }

    private static JsonNode schema(JsonNode document, Operation operation) {
        return document.path("paths")
                .path(operation.path())
                .path(operation.method().toLowerCase(Locale.ROOT))
                .path("responses")
                .propertyStream()
                .filter(answer -> answer.getKey().startsWith("2"))
                .findFirst()
                .orElseThrow()
                .getValue()
                .path("content")
                .valueStream()
                .findFirst()
                .orElseThrow()
                .path("schema");
    }

    /** An answer as it can be told: without what differs from run to run, and without what must not be told. */
    private String told(JsonNode answer) {
        return JSON.writeValueAsString(shortened(answer))
                .replaceAll("\\b([a-z]+_)[0-7][0-9a-hjkmnp-tv-z]{25}", "$101kaq9v3mze8n9x6w1t2r5y7dc")
                .replaceAll("\\b1[789][0-9]{8}\\b", "1795000000")
                .replaceAll("\"(whsec|sgn_test|sgn)_[^\"]+\"", "\"$1_…\"")
                .replaceAll("http://localhost:" + port, "http://localhost:8080");
    }

    private static Object shortened(JsonNode node) {
        if (node.isObject()) {
            Map<String, Object> fields = new java.util.LinkedHashMap<>();
            node.forEachEntry((name, value) -> fields.put(
                    name,
                    value.isArray() && SHOWN.containsKey(name)
                            ? value.valueStream()
                                    .limit(SHOWN.get(name))
                                    .map(ReferenceTests::shortened)
                                    .toList()
                            : shortened(value)));
            return fields;
        }
        return node.isArray()
                ? node.valueStream().map(ReferenceTests::shortened).toList()
                : node;
    }
}
