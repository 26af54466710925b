package dev.florin.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.florin.web.RawHttp.Reply;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What every problem document keeps, whatever it is about. */
final class ProblemAssert {

    private static final Pattern INTERNAL = Pattern.compile(
            "(dev\\.florin|org\\.|java\\.|jakarta|jackson|tomcat|spring|hikari|postgres|StreamRead"
                    + "|Exception|\\bselect\\b|\\binsert\\b|\\bupdate\\b|<html)",
            Pattern.CASE_INSENSITIVE);
    private static final Set<String> ANCHORS = anchors();

    private final Reply reply;

    private ProblemAssert(Reply reply) {
        this.reply = reply;
    }

    /** The codes that the documentation explains. */
    static Set<String> anchors() {
        try {
            String errors = Files.readString(Path.of("src/main/resources/docs/errors.md"), StandardCharsets.UTF_8);
            return Pattern.compile("(?m)^### `([a-z_]+)`")
                    .matcher(errors)
                    .results()
                    .map((MatchResult found) -> found.group(1))
                    .collect(Collectors.toSet());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static ProblemAssert assertProblem(Reply reply) {
        assertThat(reply.status()).as(reply.body()).isBetween(400, 599).isNotEqualTo(500);
        assertThat(reply.header("content-type")).startsWith("application/problem+json");
        assertThat(reply.header("cache-control")).isEqualTo("no-store");
        assertThat(reply.json().path("status").asInt()).isEqualTo(reply.status());
        assertThat(reply.text("title")).isNotBlank();
        assertThat(reply.text("detail")).isNotBlank();
        assertThat(reply.text("request_id")).startsWith("req_").isEqualTo(reply.header("request-id"));
        assertThat(ANCHORS).contains(reply.text("code"));
        assertThat(URI.create(reply.text("doc_url"))).hasPath("/docs/errors/" + reply.text("code"));
        assertThat(INTERNAL.matcher(reply.body()).results().map(MatchResult::group))
                .as(reply.body())
                .isEmpty();
        return new ProblemAssert(reply);
    }

    ProblemAssert is(int status, String code) {
        assertThat(reply.status() + " " + reply.text("code")).as(reply.body()).isEqualTo(status + " " + code);
        return this;
    }

    /** Names the field, alone or among others. */
    ProblemAssert names(String param) {
        var named = reply.json()
                .path("errors")
                .valueStream()
                .map(e -> e.path("param").asString(""));
        assertThat(java.util.stream.Stream.concat(java.util.stream.Stream.of(reply.text("param")), named))
                .as(reply.body())
                .contains(param);
        return this;
    }

    ProblemAssert says(String words) {
        assertThat(reply.text("detail")).contains(words);
        return this;
    }

    Reply reply() {
        return reply;
    }
}
