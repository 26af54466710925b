package dev.florin.pages;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Arrays;
import org.springframework.http.HttpStatus;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.HandlerInterceptor;

/** Refuses U+0000 in what a request says: PostgreSQL does not keep it, and no browser sends it of its own accord. */
final class Legible implements HandlerInterceptor {

    static final String[] PATHS = {
        "/dashboard", "/dashboard/**", "/admin", "/admin/**", "/sign-in", "/sign-in/**", "/invitations/**"
    };

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        boolean legible = request.getParameterMap().values().stream()
                .flatMap(Arrays::stream)
                .noneMatch(value -> value.indexOf('\0') >= 0);
        if (!legible) {
            throw new ResponseStatusException(HttpStatus.BAD_REQUEST);
        }
        return true;
    }
}
