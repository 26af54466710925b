package dev.florin.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Answers with problems: from filters by writing them, from controllers by returning them. */
@Component
class ProblemWriter {

    private static final String CODE = ProblemWriter.class.getName();

    private final JsonMapper json;
    private final String publicUrl;

    ProblemWriter(JsonMapper json, @Value("${florin.public-url}") String publicUrl) {
        this.json = json;
        this.publicUrl = publicUrl;
    }

    void write(HttpServletRequest request, HttpServletResponse response, Problem problem) throws IOException {
        byte[] body = bytes(request, problem);
        response.setStatus(problem.status());
        response.setHeader("Request-Id", RequestIds.of(request));
        response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        response.setContentType(Problem.MEDIA_TYPE);
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
    }

    /** Written by hand, so that no negotiation of content types can get in its way. */
    ResponseEntity<byte[]> entity(HttpServletRequest request, Problem problem) {
        return ResponseEntity.status(problem.status())
                .header(HttpHeaders.CONTENT_TYPE, Problem.MEDIA_TYPE)
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .body(bytes(request, problem));
    }

    String text(HttpServletRequest request, Problem problem) {
        return new String(bytes(request, problem), StandardCharsets.UTF_8);
    }

    /** The code of the problem that a request was answered with; null if it was not. */
    static @Nullable String code(HttpServletRequest request) {
        return request.getAttribute(CODE) instanceof String code ? code : null;
    }

    private byte[] bytes(HttpServletRequest request, Problem problem) {
        request.setAttribute(CODE, problem.code());
        return json.writeValueAsBytes(problem.in(RequestIds.of(request), publicUrl));
    }
}
