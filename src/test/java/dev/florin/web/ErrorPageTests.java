package dev.florin.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.florin.FlorinTest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;

/** The page of errors explains every code that Florin can answer with, and no other. */
@FlorinTest
class ErrorPageTests {

    private static final Path SOURCES = Path.of("src/main/java/dev/florin");
    private static final String CODE = "\"([a-z]+(?:_[a-z]+)*)\"";

    /** Texts of `web` that look like codes and are names of parameters or objects. */
    private static final Set<String> NO_CODES =
            Set.of("starting_after", "ending_before", "queue_status", "jobs_status", "merchant_id");

    @LocalServerPort
    int port;

    @Test
    void everyCodeHasItsPlaceAndEveryPlaceACode() throws IOException {
        assertThat(ProblemAssert.anchors()).containsExactlyInAnyOrderElementsOf(codes());
    }

    @Test
    void everyCodeHasItsPageWithoutAnythingThatItsPolicyForbids() {
        assertThat(ProblemAssert.anchors()).allSatisfy(code -> {
            var page = new RawHttp(port).send("GET", "/docs/errors/" + code, new byte[0]);
            assertThat(page.status()).isEqualTo(200);
            assertThat(page.header("content-security-policy"))
                    .startsWith("default-src 'none'; script-src 'self'; style-src 'self'");
            assertThat(page.headers()).doesNotContainKey("x-xss-protection");
            assertThat(page.body())
                    .contains("<h1 class=\"docs-mono\">" + code + "</h1>")
                    .doesNotContain("<style", "style=", "javascript:")
                    .doesNotContainPattern("<script(?! type=\"module\" src=\"/docs/v1/docs.js)")
                    .doesNotContainPattern("\\son\\w+=");
        });
        assertThat(new RawHttp(port)
                        .send("GET", "/docs/v1/docs.css", new byte[0])
                        .header("content-type"))
                .startsWith("text/css");
    }

    /** Answers that were kept name it. */
    @Test
    void thePlaceOfOldLeadsToTheErrors() {
        var moved = new RawHttp(port).send("GET", "/docs/errors.html", new byte[0]);
        assertThat(moved.status()).isEqualTo(301);
        assertThat(moved.header("location")).endsWith("/docs/errors");
        assertThat(new RawHttp(port).send("GET", "/docs/errors", new byte[0]).body())
                .contains("id=\"card_declined\"");
    }

    private static Set<String> codes() throws IOException {
        Set<String> codes = new TreeSet<>();
        try (Stream<Path> files = Files.walk(SOURCES)) {
            var sources = files.filter(f -> f.toString().endsWith(".java"))
                    .collect(Collectors.toMap(f -> f, ErrorPageTests::read));
            String rejections = sources.values().stream()
                    .flatMap(source -> find("class (\\w+) extends Rejection", source))
                    .collect(Collectors.joining("|"));
            sources.forEach((file, source) -> {
                find("Kind\\.[A-Z_]+,\\s*" + CODE, source).forEach(codes::add);
                find("new (?:" + rejections + ")\\(\\s*" + CODE, source).forEach(codes::add);
                if (file.startsWith(SOURCES.resolve("web"))) {
                    find("\"([a-z]+(?:_[a-z]+)+|forbidden)\"", source).forEach(codes::add);
                }
                if (file.startsWith(SOURCES.resolve("payments"))) {
                    find("(?:new Failed\\(|\\.fail\\()\\s*" + CODE, source).forEach(codes::add);
                }
                if (file.endsWith("SandboxWire.java")) {
                    find("requireNonNullElse\\(code,\\s*" + CODE, source).forEach(codes::add);
                }
                if (file.endsWith(Path.of("sandbox", "Disputes.java"))) {
                    find("new Refusal\\(409,\\s*" + CODE, source).forEach(codes::add);
                }
                if (file.endsWith("Declines.java")) {
                    find("Map\\.entry\\(\\s*" + CODE, source).forEach(codes::add);
                }
            });
        }
        codes.removeAll(NO_CODES);
        return codes;
    }

    private static Stream<String> find(String pattern, String source) {
        return Pattern.compile(pattern).matcher(source).results().map(found -> found.group(1));
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
