package dev.florin.web;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.florin.kernel.TypeId;
import dev.florin.merchants.Caller;
import dev.florin.requests.Exchange;
import dev.florin.requests.Requests;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.servlet.HandlerMapping;

/**
 * Logs what comes in and what is answered, refusals too, for the merchant whose key it is; when the answer has left, so that
 * nobody waits for it. Of what a stranger can cause (whoever knows the id of a key, which is no secret) or costs the caller
 * nothing (more requests than are allowed), a few a second are logged.
 */
final class RequestLog extends OncePerRequestFilter {

    private static final int UNPROVED_PER_SECOND = 5;
    private static final int TOO_MANY_REQUESTS = 429;

    private final Requests requests;
    private final Cache<UUID, AtomicInteger> lately = Caffeine.newBuilder()
            .expireAfterWrite(Duration.ofSeconds(1))
            .maximumSize(10_000)
            .build();

    RequestLog(Requests requests) {
        this.requests = requests;
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return !requests.isOn()
                || "/api/v1/health".equals(request.getRequestURI())
                || "OPTIONS".equals(request.getMethod());
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        long begun = System.nanoTime();
        var heard = new HeardRequest(request, requests.bodyLimit());
        var said = new HeardResponse(response, requests.bodyLimit(), "GET".equals(request.getMethod()));
        chain.doFilter(heard, said);
        Caller caller = caller(request, response.getStatus());
        if (caller != null) {
            requests.note(
                    exchange(caller, request, response, heard, said, Duration.ofNanos(System.nanoTime() - begun)));
        }
    }

    /** Into whose log it goes; null for nobody's. */
    private @Nullable Caller caller(HttpServletRequest request, int status) {
        if (request.getAttribute(ApiKeys.NAMED) instanceof Caller named) {
            return isRare(named) ? named : null;
        }
        return request.getAttribute(ApiKeys.ATTRIBUTE) instanceof Caller caller
                        && (status != TOO_MANY_REQUESTS || isRare(caller))
                ? caller
                : null;
    }

    private boolean isRare(Caller caller) {
        return lately.get(caller.tenant().merchant(), _ -> new AtomicInteger()).incrementAndGet()
                <= UNPROVED_PER_SECOND;
    }

    private static Exchange exchange(
            Caller caller,
            HttpServletRequest request,
            HttpServletResponse response,
            HeardRequest heard,
            HeardResponse said,
            Duration took) {
        String query = request.getQueryString();
        return new Exchange(
                TypeId.parse("req", RequestIds.of(request)).orElseThrow(),
                caller.tenant(),
                caller.keyId(),
                request.getMethod(),
                query == null ? request.getRequestURI() : request.getRequestURI() + "?" + query,
                request.getAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE) instanceof Object route
                        ? route.toString()
                        : null,
                response.getStatus(),
                ProblemWriter.code(request),
                took,
                request.getHeader("Idempotency-Key"),
                response.containsHeader("Idempotent-Replayed"),
                heard.body(),
                said.body(),
                request.getHeader(HttpHeaders.USER_AGENT),
                request.getRemoteAddr());
    }
}
