package dev.florin.web;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.tomcat.ConfigurableTomcatWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.RequestMapping;

/**
 * Answers with a problem where a request does not come as far as {@link Problems}: when Tomcat cannot read it, or a
 * servlet filter refuses it.
 */
@Controller
class RefusedEarly implements ErrorController, WebServerFactoryCustomizer<ConfigurableTomcatWebServerFactory> {

    private static final HttpStatusCode NOT_FOUND = HttpStatusCode.valueOf(404);

    private final ProblemWriter problems;

    RefusedEarly(ProblemWriter problems) {
        this.problems = problems;
    }

    @RequestMapping("/error")
    ResponseEntity<byte[]> error(HttpServletRequest request, HttpServletResponse response) {
        response.setHeader("Request-Id", RequestIds.of(request)); // lost when the error was sent
        Object status = request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE);
        return problems.entity(
                request, Problem.of(status instanceof Integer code ? HttpStatusCode.valueOf(code) : NOT_FOUND));
    }

    @Override
    public void customize(ConfigurableTomcatWebServerFactory tomcat) {
        tomcat.addContextCustomizers(
                context -> context.getParent().getPipeline().addValve(new ProblemValve(problems)));
    }

    private static final class ProblemValve extends ErrorReportValve {

        private final ProblemWriter problems;

        ProblemValve(ProblemWriter problems) {
            this.problems = problems;
        }

        @Override
        protected void report(Request request, Response response, @Nullable Throwable failure) {
            int status = response.getStatus();
            if (status < 400 || response.getContentWritten() > 0 || !response.setErrorReported()) {
                return;
            }
            response.setContentType(Problem.MEDIA_TYPE);
            response.setCharacterEncoding(StandardCharsets.UTF_8.name());
            response.setHeader("Request-Id", RequestIds.of(request));
            response.setHeader("Cache-Control", "no-store");
            try {
                Writer reporter = response.getReporter();
                if (reporter != null) {
                    reporter.write(problems.text(request, Problem.of(HttpStatusCode.valueOf(status))));
                    response.finishResponse();
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e); // the caller has gone
            }
        }
    }
}
