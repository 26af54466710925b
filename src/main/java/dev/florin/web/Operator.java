package dev.florin.web;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.InetAddress;
import java.security.MessageDigest;
import java.util.List;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Programs of those who run Florin, which collect metrics and look into its health: they know a token. Where none is set,
 * those on this machine may collect metrics; a proxy on this machine is one of them, so whoever has one sets a token.
 */
final class Operator extends OncePerRequestFilter {

    private static final String BEARER = "Bearer ";

    private final String token;

    /** @param token empty if there is none */
    Operator(String token) {
        this.token = token;
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return !request.getRequestURI().startsWith("/actuator/");
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (!isKnown(request)) {
            chain.doFilter(request, response);
            return;
        }
        var context = SecurityContextHolder.createEmptyContext();
        context.setAuthentication(UsernamePasswordAuthenticationToken.authenticated("operator", null, List.of()));
        SecurityContextHolder.setContext(context);
        try {
            chain.doFilter(request, response);
        } finally {
            SecurityContextHolder.clearContext();
        }
    }

    private boolean isKnown(HttpServletRequest request) {
        if (token.isEmpty()) {
            return request.getRequestURI().equals("/actuator/prometheus")
                    && InetAddress.ofLiteral(request.getRemoteAddr()).isLoopbackAddress();
        }
        String header = request.getHeader("Authorization");
        return header != null
                && header.startsWith(BEARER)
                && MessageDigest.isEqual(header.substring(BEARER.length()).getBytes(UTF_8), token.getBytes(UTF_8));
    }
}
