package dev.florin.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.florin.FlorinTest;
import dev.florin.docs.Blocks.Block;
import dev.florin.merchants.Merchants;
import dev.florin.settlements.Settlements;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Every sample of the documentation is run as a reader would run it, and does what the text says: a curl is answered with
 * 2xx, or the status that is written beside it, and as the answer below it shows; a program prints what its comments
 * tell. A program is all blocks of a page in one language, after the function that the quickstart gives.
 */
@FlorinTest
@Timeout(300)
class SampleTests {

    private static final JsonMapper JSON = new JsonMapper();
    private static final Pattern PRINTS =
            Pattern.compile("(?m)^.*(?:console\\.log|System\\.out\\.println|print\\(|echo).*(?://|#) (.+)$");

    /** Why a block is not run here. */
    private static final Map<String, String> NOT_RUN =
            Map.of("browser", "SdkTests tries it in a browser, with the shop of samples/shop");

    private static final String CURL = """
            set -euo pipefail
            curl() { command curl -sS -w '\\n%{http_code}' "$@"; }
            """;

    @TempDir
    Path directory;

    @LocalServerPort
    int port;

    @Autowired
    Merchants merchants;

    @Autowired
    Settlements settlements;

    static Stream<Blocks> pagesWithCurl() {
        return Blocks.guide().stream()
                .map(Blocks::of)
                .filter(page -> !page.in("bash").isEmpty());
    }

    @ParameterizedTest
    @MethodSource("pagesWithCurl")
    void everyCurlIsAnsweredAsShown(Blocks page) {
        assumeCanRun("curl");
        Stage stage = Stage.set(port, merchants);
        if (page.toString().equals("settlements.md")) {
            stage.settle(settlements);
        }
        if (page.all().stream().anyMatch(block -> block.code().contains("/disputes"))) {
            stage.disputed();
        }
        Ran last = new Ran(0, "");
        for (Block block : page.all()) {
            if (block.language().equals("bash") && block.told("not-run").isEmpty()) {
                last = Ran.of(directory, "", List.of("bash", "-c", CURL + stage.mine(block.code())));
                assertThat(last.exit()).as(last.out()).isZero();
                stage.note(last.out());
                if (block.code().contains("curl")) {
                    assertThat(last.lastLine())
                            .as("%s\nanswered with %s", block.code(), last.out())
                            .matches(block.told("status").orElse("20[0-9]"));
                }
                if (block.told("replayed").isPresent()) {
                    assertThat(last.out().toLowerCase(java.util.Locale.ROOT)).contains("idempotent-replayed: true");
                }
            } else if (block.language().equals("json") && block.told("of").isEmpty()) {
                JsonNode answer = JSON.readTree(last.withoutLastLine());
                assertThat(Shape.differences(JSON.readTree(block.code()), answer))
                        .as("%s\nanswered with %s", block.code(), answer)
                        .isEmpty();
            } else if (block.language().equals("text")) {
                assertThat(last.out()).contains(block.code().strip());
            }
        }
    }

    static Stream<Arguments> programs() {
        return Blocks.guide().stream()
                .map(Blocks::of)
                .flatMap(page -> Stream.of(SampleLanguage.values())
                        .filter(language -> language != SampleLanguage.BASH)
                        .filter(language -> !page.in(language.wire()).isEmpty())
                        .map(language -> Arguments.of(page, language)));
    }

    @ParameterizedTest
    @MethodSource("programs")
    void everyProgramPrintsWhatItsCommentsTell(Blocks page, SampleLanguage language) throws Exception {
        Stage stage = Stage.empty(port, merchants);
        String function = Blocks.of(Blocks.GUIDE.resolve("quickstart.md"))
                .in(language.wire())
                .getFirst()
                .code();
        String own = page.in(language.wire()).stream().map(Block::code).collect(Collectors.joining("\n"));
        String driver = Verdicts.driver(page.toString(), language);
        String code = (own.startsWith(function) ? "" : function + "\n") + own + "\n" + driver;
        List<String> told = new ArrayList<>(
                PRINTS.matcher(own).results().map(print -> print.group(1)).toList());
        told.addAll(driver.isEmpty() ? List.of() : Verdicts.of(page.toString()));

        Ran ran = run(language, stage.mine(code));

        assertThat(told).as("What %s is to print on %s", language, page).isNotEmpty();
        assertThat(ran.out().lines().filter(line -> !line.isBlank()))
                .as(ran.out())
                .containsExactlyElementsOf(told);
    }

    private Ran run(SampleLanguage language, String code) throws IOException, URISyntaxException {
        return switch (language) {
            case BASH -> throw new IllegalArgumentException();
            case JAVA -> {
                String jshell = Path.of(System.getProperty("java.home"), "bin", "jshell")
                        .toString();
                assumeCanRun(jshell);
                yield Ran.of(directory, code + "\n/exit\n", List.of(jshell, "--class-path", jackson(), "-s", "-"));
            }
            case JS -> program("node", "sample.mjs", code);
            case PYTHON -> program("python3", "sample.py", code);
            case PHP -> program("php", "sample.php", "<?php\n" + code);
        };
    }

    private Ran program(String runtime, String file, String code) throws IOException {
        assumeCanRun(runtime);
        Files.writeString(directory.resolve(file), code);
        Ran ran = Ran.of(directory, "", List.of(runtime, file));
        assertThat(ran.exit()).as(ran.out()).isZero();
        return ran;
    }

    /** A shell of Java has no library for JSON; a merchant's server has one. */
    private static String jackson() throws URISyntaxException {
        List<String> jars = new ArrayList<>();
        for (Class<?> part : List.of(
                JsonMapper.class,
                tools.jackson.core.JsonParser.class,
                com.fasterxml.jackson.annotation.JsonProperty.class)) {
            jars.add(Path.of(part.getProtectionDomain()
                            .getCodeSource()
                            .getLocation()
                            .toURI())
                    .toString());
        }
        return String.join(java.io.File.pathSeparator, jars);
    }

    @Test
    void everySampleIsOfAKindThatIsTried() {
        Set<String> kinds = Set.of("bash", "java", "js", "python", "php", "json", "text", "html");
        assertThat(Blocks.guide())
                .allSatisfy(file -> assertThat(Blocks.of(file).all()).allSatisfy(block -> {
                    assertThat(kinds).as("%s: %s", file, block.code()).contains(block.language());
                    assertThat(NOT_RUN)
                            .as("%s: %s", file, block.code())
                            .containsKey(block.told("not-run").orElse("browser"));
                }));
    }

    /** The README speaks to its own Florin with a function of its shell. */
    @Test
    void theWalkThroughTheReadmeWorks() {
        assumeCanRun("curl");
        Stage stage = Stage.empty(port, merchants);
        List<Block> blocks = Blocks.of(Path.of("README.md")).all().stream()
                .filter(block -> block.code().contains("florin /"))
                .toList();
        String script = blocks.stream().map(Block::code).collect(Collectors.joining("\n"));

        Ran ran = Ran.of(directory, "", List.of("bash", "-c", "set -eu\n" + stage.mine(script)));

        assertThat(blocks).hasSize(3);
        assertThat(ran.exit()).as(ran.out()).isZero();
        assertThat(ran.out())
                .doesNotContain("doc_url", "curl: (")
                .contains(
                        "\"status\":\"authorized\"",
                        "\"object\":\"refund\"",
                        "/checkout/order_",
                        "\"secret\":\"whsec_");
    }

    /** Other documents of the repository tell no curl that nobody tries. */
    @Test
    void noCurlOfADocumentIsUntried() {
        Map<String, String> known =
                Map.of("README.md", "SECRET=whsec_"); // needs the receiver: ReceiverTests sign the same
        List<Path> files = new ArrayList<>(Blocks.markdown(Path.of("docs")));
        files.add(Path.of("README.md"));
        files.add(Path.of("samples/README.md"));
        List<String> untried = files.stream()
                .flatMap(file -> Blocks.of(file).all().stream()
                        .filter(block ->
                                block.code().contains("curl ") && !block.code().contains("florin /"))
                        .filter(block -> !block.code().startsWith(known.getOrDefault(file.toString(), "\n")))
                        .map(block -> file + ": " + block.code()))
                .toList();

        assertThat(untried).isEmpty();
    }

    private static void assumeCanRun(String program) {
        assumeTrue(
                Ran.isThere(program),
                () -> "NOT RUN: there is no %s here, so its samples were not tried.".formatted(program));
    }
}
