package dev.florin.web;

import dev.florin.kernel.TypeId;
import dev.florin.platform.Mentions;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/** Gives every request an id, which its answer, its problem and its log lines carry. */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE)
class RequestIds extends OncePerRequestFilter {

    private static final String ATTRIBUTE = RequestIds.class.getName();

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        String id = of(request);
        response.setHeader("Request-Id", id);
        Mentions.put(Mentions.REQUEST, id);
        try {
            chain.doFilter(request, response);
        } finally {
            Mentions.clear();
        }
    }

    /** The id of a request, which has one even if it was refused before it came here. */
    static String of(HttpServletRequest request) {
        if (request.getAttribute(ATTRIBUTE) instanceof String id) {
            return id;
        }
        String id = TypeId.format("req", TypeId.next());
        request.setAttribute(ATTRIBUTE, id);
        return id;
    }
}
