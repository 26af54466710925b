package dev.florin.web;

import dev.florin.kernel.PageQuery;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.lang.reflect.Method;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.core.MethodParameter;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;

/**
 * Refuses query parameters that an operation does not have, or that come twice. To ignore {@code ?stauts=paid} would be
 * to answer another question than the one that was asked.
 */
final class QueryParameters implements HandlerInterceptor {

    private static final List<String> PAGING = List.of("limit", "starting_after", "ending_before");

    private final Map<Method, Map<String, Class<?>>> known = new ConcurrentHashMap<>();

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        String query = request.getQueryString();
        if (query == null || query.isEmpty() || !(handler instanceof HandlerMethod method)) {
            return true;
        }
        Map<String, Class<?>> types = known.computeIfAbsent(method.getMethod(), _ -> types(method));
        Set<String> seen = new HashSet<>();
        for (String pair : query.split("&", -1)) {
            String name = decode(pair.split("=", 2)[0]);
            String value = decode(pair.substring(Math.min(pair.length(), pair.indexOf('=') + 1)));
            Class<?> type = types.get(name);
            if (type == null) {
                throw new MalformedRequest("unknown_parameter", unknown(name, types.keySet()), name);
            }
            // Here, because Spring falls back to the constants' own names, and takes an empty text for none
            if (type.isEnum() && !Arguments.values(type).contains(value)) {
                throw new MalformedRequest(
                        "parameter_invalid", "'%s' %s.".formatted(name, Arguments.expected(type)), name);
            }
            if (!seen.add(name)) {
                throw new MalformedRequest(
                        "parameter_invalid",
                        "The query parameter '%s' occurs twice; send it once.".formatted(name),
                        name);
            }
        }
        return true;
    }

    private static String unknown(String name, Set<String> names) {
        return names.isEmpty()
                ? "There are no query parameters here, and so no '%s'; a POST takes its fields from the body."
                        .formatted(name)
                : "There is no query parameter '%s' here; known are: %s."
                        .formatted(
                                name, String.join(", ", names.stream().sorted().toList()));
    }

    private static String decode(String text) {
        try {
            String decoded = URLDecoder.decode(text, StandardCharsets.UTF_8);
            if (decoded.indexOf(0) < 0 && decoded.indexOf('\uFFFD') < 0) {
                return decoded;
            }
        } catch (IllegalArgumentException e) {
            // answered below, together with what decodes into no text
        }
        throw new MalformedRequest(
                "parameter_invalid", "The query string must be UTF-8 in percent-encoding, without U+0000.", null);
    }

    private static Map<String, Class<?>> types(HandlerMethod method) {
        Map<String, Class<?>> types = new HashMap<>();
        for (MethodParameter parameter : method.getMethodParameters()) {
            if (parameter.getParameterType() == PageQuery.class) {
                PAGING.forEach(name -> types.put(name, String.class));
            }
            RequestParam named = parameter.getParameterAnnotation(RequestParam.class);
            if (named != null) {
                String name = named.name().isEmpty() ? parameter.getParameter().getName() : named.name();
                types.put(name, parameter.getParameterType());
            }
        }
        return types;
    }
}
