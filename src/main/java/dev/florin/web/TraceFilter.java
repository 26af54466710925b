package dev.florin.web;

import dev.florin.platform.Mentions;
import dev.florin.platform.Traces;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.servlet.HandlerMapping;

/** Begins a trace with each request of a program, or goes on with the caller's. Not there unless tracing is on. */
@Component
@ConditionalOnProperty("florin.tracing.endpoint")
@Order(Ordered.HIGHEST_PRECEDENCE + 1)
class TraceFilter extends OncePerRequestFilter {

    /** W3C Trace Context, version 00. */
    private static final Pattern TRACEPARENT = Pattern.compile("00-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}");

    private final Traces traces;

    TraceFilter(Traces traces) {
        this.traces = traces;
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        String path = request.getRequestURI();
        return !path.startsWith("/api/") && !path.startsWith("/gateways/") && !path.startsWith("/checkout/");
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        try (Traces.Span span = traces.begin(request.getMethod(), Traces.Kind.SERVER, theirs(request))) {
            chain.doFilter(request, response);
            tell(request, response, span);
        }
    }

    private static @Nullable String theirs(HttpServletRequest request) {
        String header = request.getHeader("traceparent");
        return header != null && TRACEPARENT.matcher(header).matches() ? header : null;
    }

    private static void tell(HttpServletRequest request, HttpServletResponse response, Traces.Span span) {
        if (request.getAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE) instanceof String pattern) {
            span.name(request.getMethod() + " " + pattern);
            span.note("http.route", pattern);
        }
        span.note("http.request.method", request.getMethod());
        span.note("http.response.status_code", Integer.toString(response.getStatus()));
        note(span, Mentions.REQUEST);
        note(span, Mentions.MERCHANT);
        note(span, Mentions.PAYMENT);
        if (response.getStatus() >= 500) {
            span.fail("status " + response.getStatus());
        }
    }

    private static void note(Traces.Span span, String key) {
        String value = Mentions.get(key);
        if (value != null) {
            span.note("florin." + key, value);
        }
    }
}
