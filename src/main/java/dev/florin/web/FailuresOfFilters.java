package dev.florin.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.servlet.HandlerExceptionResolver;

/** What fails before a controller is reached is answered as if it had failed in one: by {@link Problems}. */
final class FailuresOfFilters extends OncePerRequestFilter {

    private final HandlerExceptionResolver failures;

    FailuresOfFilters(HandlerExceptionResolver failures) {
        this.failures = failures;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        try {
            chain.doFilter(request, response);
        } catch (RuntimeException e) {
            if (response.isCommitted() || failures.resolveException(request, response, null, e) == null) {
                throw e;
            }
        }
    }
}
