package dev.florin.pages;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Serves every page of the portal twice: {@code /dashboard/…} shows live data, {@code /test/dashboard/…} the same page of
 * test data. Past this filter there is only the one path, so that no rule can be forgotten for the other.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 10) // before anything looks at the path
class Modes extends OncePerRequestFilter {

    static final String LIVE = "/dashboard";
    static final String TEST = "/test/dashboard";

    private static final String ATTRIBUTE = Modes.class.getName();
    private static final String PREFIX = "/test";

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        String path = request.getRequestURI();
        return !path.equals(TEST) && !path.startsWith(TEST + "/");
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        request.setAttribute(ATTRIBUTE, true);
        chain.doFilter(new InTest(request), response);
    }

    static boolean isTest(HttpServletRequest request) {
        return request.getAttribute(ATTRIBUTE) != null;
    }

    /** Where the visitor really is: path and query. */
    static String address(HttpServletRequest request) {
        String path = isTest(request) ? PREFIX + request.getRequestURI() : request.getRequestURI();
        return request.getQueryString() == null ? path : path + "?" + request.getQueryString();
    }

    private static final class InTest extends HttpServletRequestWrapper {

        InTest(HttpServletRequest request) {
            super(request);
        }

        @Override
        public String getRequestURI() {
            return live(super.getRequestURI());
        }

        @Override
        public StringBuffer getRequestURL() {
            var url = super.getRequestURL();
            return new StringBuffer(
                    url.substring(0, url.length() - super.getRequestURI().length()) + getRequestURI());
        }

        @Override
        public String getServletPath() {
            return live(super.getServletPath());
        }

        /** Once forwarded to an error page, the request is of another path. */
        private static String live(String path) {
            return path.startsWith(TEST) ? path.substring(PREFIX.length()) : path;
        }
    }
}
