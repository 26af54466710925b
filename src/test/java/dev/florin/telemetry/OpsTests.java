package dev.florin.telemetry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.yaml.snakeyaml.Yaml;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Rules and dashboards name only metrics that there are, and lead somewhere. */
class OpsTests {

    private static final Path RULES = Path.of("ops/prometheus/florin.rules.yml");
    private static final Path DASHBOARDS = Path.of("ops/grafana/dashboards");

    /** A word before a brace, a bracket or an operator, and no function: what may be a metric. */
    private static final Pattern NAME =
            Pattern.compile("\\b(?:florin|http|jvm|hikaricp|dbscheduler|resilience4j|process|disk|up)(?:_\\w+|\\b)");

    private static final Pattern STRINGS = Pattern.compile("\"[^\"]*\"");

    private record Rule(String name, String expr, Map<?, ?> all) {}

    @Test
    void everyRuleSaysForHowLongHowSevereAndWhatToDo() throws IOException {
        assertThat(rules()).isNotEmpty().allSatisfy(rule -> {
            assertThat(rule.name()).startsWith("Florin");
            assertThat(rule.all().get("for")).as(rule.name()).asString().matches("\\d+[smh]");
            Map<?, ?> labels = (Map<?, ?>) Objects.requireNonNull(rule.all().get("labels"));
            assertThat(labels.get("severity")).as(rule.name()).isIn("warning", "critical");
            Map<?, ?> annotations =
                    (Map<?, ?>) Objects.requireNonNull(rule.all().get("annotations"));
            assertThat(annotations.get("summary")).as(rule.name()).asString().isNotBlank();
            String runbook = String.valueOf(annotations.get("runbook"));
            assertThat(runbook).startsWith("docs/operations.md#");
            assertThat(Operations.anchors()).as(rule.name()).contains(runbook.substring(runbook.indexOf('#') + 1));
        });
        assertThat(rules()).extracting(Rule::name).doesNotHaveDuplicates();
    }

    @Test
    void everyRuleNamesMetricsOfTheTableAndTheTableNamesEveryRule() throws IOException {
        assertThat(rules())
                .allSatisfy(rule -> assertThat(metrics(rule.expr()))
                        .as(rule.name())
                        .isNotEmpty()
                        .isSubsetOf(known()));
        Set<String> told = Operations.metrics().stream()
                .flatMap(metric -> Stream.of(metric.alert().split(", ")))
                .filter(name -> !name.isEmpty())
                .collect(Collectors.toCollection(TreeSet::new));
        // About what is missing, and so about no metric of its own
        told.addAll(Set.of("FlorinDown", "FlorinDatabaseUnknown"));
        assertThat(told).isEqualTo(rules().stream().map(Rule::name).collect(Collectors.toCollection(TreeSet::new)));
    }

    static List<Path> dashboards() throws IOException {
        try (var files = Files.list(DASHBOARDS)) {
            return files.sorted().toList();
        }
    }

    @ParameterizedTest
    @MethodSource("dashboards")
    void everyDashboardIsWholeAndNamesMetricsOfTheTable(Path file) throws IOException {
        JsonNode dashboard = new JsonMapper().readTree(Files.readString(file));
        assertThat(dashboard.path("uid").asString()).startsWith("florin-").hasSizeLessThanOrEqualTo(40);
        assertThat(dashboard.path("title").asString()).startsWith("Florin: ");
        assertThat(dashboard.path("panels")).isNotEmpty();
        Set<Integer> ids = new HashSet<>();
        for (JsonNode panel : dashboard.path("panels")) {
            assertThat(ids.add(panel.path("id").asInt())).isTrue();
            assertThat(panel.path("title").asString()).isNotBlank();
            assertThat(panel.path("gridPos").path("x").asInt()
                            + panel.path("gridPos").path("w").asInt())
                    .isLessThanOrEqualTo(24);
            assertThat(panel.path("targets")).isNotEmpty();
            for (JsonNode target : panel.path("targets")) {
                assertThat(metrics(target.path("expr").asString()))
                        .as("%s", panel.path("title"))
                        .isNotEmpty()
                        .isSubsetOf(known());
            }
        }
    }

    @Test
    void dashboardsAreAllDifferent() throws IOException {
        List<String> uids = new ArrayList<>();
        for (Path file : dashboards()) {
            uids.add(new JsonMapper()
                    .readTree(Files.readString(file))
                    .path("uid")
                    .asString());
        }
        assertThat(uids).hasSizeGreaterThanOrEqualTo(5).doesNotHaveDuplicates();
    }

    @Test
    void prometheusTakesTheRules() throws Exception {
        assertThat(promtool("check", "rules", "florin.rules.yml")).contains("SUCCESS");
    }

    @Test
    void theRulesFireWhenTheyShouldAndNotWhenTheyShouldNot() throws Exception {
        assertThat(promtool("test", "rules", "florin.rules.test.yml")).contains("SUCCESS");
    }

    private static String promtool(String... arguments) throws Exception {
        assumeTrue(
                isThere("promtool"), "NOT RUN: there is no promtool here, so the rules of Prometheus were not tried.");
        List<String> command = new ArrayList<>(List.of("promtool"));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command)
                .directory(Path.of("ops/prometheus").toFile())
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
        return said;
    }

    private static boolean isThere(String program) {
        return Stream.of(System.getenv("PATH").split(":"))
                .anyMatch(directory -> Files.isExecutable(Path.of(directory, program)));
    }

    private static List<Rule> rules() throws IOException {
        Map<String, List<Map<String, Object>>> file = new Yaml().load(Files.readString(RULES));
        List<Rule> rules = new ArrayList<>();
        for (Map<String, Object> group : Objects.requireNonNull(file.get("groups"))) {
            for (Object one : (List<?>) Objects.requireNonNull(group.get("rules"))) {
                Map<?, ?> rule = (Map<?, ?>) one;
                rules.add(new Rule(String.valueOf(rule.get("alert")), String.valueOf(rule.get("expr")), rule));
            }
        }
        return rules;
    }

    private static Set<String> metrics(String expr) {
        return NAME.matcher(STRINGS.matcher(expr).replaceAll("\"\""))
                .results()
                .map(name -> name.group())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> known() {
        return Stream.concat(Stream.of("up"), Operations.metrics().stream().flatMap(metric -> switch (metric.type()) {
                    case "histogram" ->
                        Stream.of("_bucket", "_count", "_sum", "_max").map(end -> metric.name() + end);
                    case "summary" -> Stream.of("_count", "_sum", "_max").map(end -> metric.name() + end);
                    default -> Stream.of(metric.name());
                }))
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
