package dev.florin.pages;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Refuses a form with too large a file before anybody asks for a field of it, as then the server reads all of it, to disk.
 * Browsers say how much they send; who does not is refused too.
 */
final class UploadLimit extends OncePerRequestFilter {

    static final String PAGE = "/sign-in/too-large";

    private final List<UploadBound> bounds;

    UploadLimit(List<UploadBound> bounds) {
        this.bounds = bounds;
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        String type = request.getContentType();
        return type == null || !type.toLowerCase(Locale.ROOT).startsWith("multipart/");
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        UploadBound bound = bounds.stream()
                .filter(it -> it.isOf(request.getServletPath()))
                .findFirst()
                .orElse(UploadBound.OTHERS);
        long length = request.getContentLengthLong();
        if (length >= 0 && bound.holds(length)) {
            chain.doFilter(request, response);
        } else {
            request.setAttribute(UploadBound.class.getName(), bound);
            request.getRequestDispatcher(PAGE).forward(new Unread(request), response);
        }
    }

    /** The bound that a request was beyond; null if it came here by itself. */
    static @Nullable UploadBound broken(HttpServletRequest request) {
        return request.getAttribute(UploadBound.class.getName()) instanceof UploadBound bound ? bound : null;
    }

    /** The same request without its body, so that nobody reads it by asking for a field. */
    private static final class Unread extends HttpServletRequestWrapper {

        Unread(HttpServletRequest request) {
            super(request);
        }

        @Override
        public String getMethod() {
            return "GET";
        }

        @Override
        public @Nullable String getContentType() {
            return null;
        }

        @Override
        public @Nullable String getParameter(String name) {
            return null;
        }

        @Override
        public String @Nullable [] getParameterValues(String name) {
            return null;
        }

        @Override
        public Enumeration<String> getParameterNames() {
            return Collections.emptyEnumeration();
        }

        @Override
        public Map<String, String[]> getParameterMap() {
            return Map.of();
        }
    }
}
