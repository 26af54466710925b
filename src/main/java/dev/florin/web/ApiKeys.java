package dev.florin.web;

import dev.florin.merchants.Caller;
import dev.florin.merchants.Merchants;
import dev.florin.platform.Mentions;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Who is calling: HTTP Basic with key id and secret, or {@code X-Api-Key} and {@code X-Api-Secret}. What is public needs
 * the key id alone.
 */
final class ApiKeys extends OncePerRequestFilter {

    static final String ATTRIBUTE = Caller.class.getName();

    /** Whose key was named by somebody who has not proved to have its secret. */
    static final String NAMED = ATTRIBUTE + ".named";

    private static final Pattern PUBLIC = Pattern.compile("/api/v1/payments/[^/]+/public");

    private final Merchants merchants;
    private final ProblemWriter problems;

    ApiKeys(Merchants merchants, ProblemWriter problems) {
        this.merchants = merchants;
        this.problems = problems;
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return "/api/v1/health".equals(request.getRequestURI()) || "OPTIONS".equals(request.getMethod());
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        Credentials credentials = credentials(request);
        if (credentials == null) {
            refuse(
                    request,
                    response,
                    "authentication_required",
                    "Send your key and secret: HTTP Basic, or the headers X-Api-Key and X-Api-Secret.");
            return;
        }
        boolean byIdAlone = PUBLIC.matcher(request.getRequestURI()).matches()
                && credentials.secret().isEmpty();
        Optional<Caller> caller = byIdAlone
                ? merchants.identify(credentials.keyId())
                : merchants.authenticate(credentials.keyId(), credentials.secret());
        if (caller.isEmpty() || byIdAlone) {
            merchants.owner(credentials.keyId()).ifPresent(owner -> request.setAttribute(NAMED, owner));
        }
        if (caller.isEmpty()) {
            refuse(
                    request,
                    response,
                    "invalid_api_key",
                    "There is no such key, its secret is another, or it was revoked or has expired.");
            return;
        }
        request.setAttribute(ATTRIBUTE, caller.get());
        Mentions.put(Mentions.MERCHANT, Mentions.of(caller.get().tenant()));
        chain.doFilter(request, response);
    }

    /** The caller of a request that came through. */
    static Caller caller(HttpServletRequest request) {
        if (request.getAttribute(ATTRIBUTE) instanceof Caller caller) {
            return caller;
        }
        throw new IllegalStateException("Nobody was identified on " + request.getRequestURI());
    }

    private void refuse(HttpServletRequest request, HttpServletResponse response, String code, String detail)
            throws IOException {
        response.setHeader("WWW-Authenticate", "Basic realm=\"Florin\", charset=\"UTF-8\"");
        problems.write(request, response, Problem.of(HttpStatus.UNAUTHORIZED, code, detail));
    }

    private static @Nullable Credentials credentials(HttpServletRequest request) {
        String keyId = request.getHeader("X-Api-Key");
        if (keyId != null) {
            String secret = request.getHeader("X-Api-Secret");
            return new Credentials(keyId, secret == null ? "" : secret);
        }
        String authorization = request.getHeader("Authorization");
        return authorization != null && authorization.regionMatches(true, 0, "Basic ", 0, 6)
                ? basic(authorization.substring(6).strip())
                : null;
    }

    private static @Nullable Credentials basic(String encoded) {
        try {
            String pair = new String(Base64.getDecoder().decode(encoded), StandardCharsets.UTF_8);
            int colon = pair.indexOf(':');
            return colon < 0
                    ? new Credentials(pair, "")
                    : new Credentials(pair.substring(0, colon), pair.substring(colon + 1));
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    private record Credentials(String keyId, String secret) {}
}
