package dev.florin.web;

import dev.florin.kernel.Once;
import dev.florin.kernel.PageQuery;
import dev.florin.kernel.Prefer;
import dev.florin.kernel.Tenant;
import dev.florin.kernel.TypeId;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.MethodParameter;
import org.springframework.core.convert.converter.Converter;
import org.springframework.core.convert.converter.ConverterFactory;
import org.springframework.format.FormatterRegistry;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** What a controller's method may ask for: the tenant, a page, how long to wait, and an answer that is given once. */
@Configuration(proxyBeanMethods = false)
class Arguments implements WebMvcConfigurer {

    private static final Pattern WAIT = Pattern.compile("(?i)(?:^|,)\\s*wait\\s*=\\s*\"?(\\d{1,9})\"?\\s*(?=$|[,;])");

    private final IdempotencyKeys keys;

    Arguments(IdempotencyKeys keys) {
        this.keys = keys;
    }

    @Override
    public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
        resolvers.add(resolver(
                Tenant.class, (request, _) -> ApiKeys.caller(servlet(request)).tenant()));
        resolvers.add(resolver(PageQuery.class, Arguments::page));
        resolvers.add(resolver(Prefer.class, (request, _) -> prefer(request)));
        resolvers.add(resolver(Once.Request.class, (request, _) -> keys.of(servlet(request))));
    }

    @Override
    public void addFormatters(FormatterRegistry registry) {
        registry.addConverter(String.class, Instant.class, Arguments::unixSeconds);
        registry.addConverterFactory(new LowerCaseEnums());
    }

    @Override
    public void addInterceptors(InterceptorRegistry registry) {
        registry.addInterceptor(new QueryParameters()).addPathPatterns("/api/**");
    }

    private static PageQuery page(NativeWebRequest request, MethodParameter parameter) {
        String prefix = Objects.requireNonNull(parameter.getParameterAnnotation(PageQuery.Of.class))
                .value();
        UUID after = cursor(request, "starting_after", prefix);
        UUID before = cursor(request, "ending_before", prefix);
        if (after != null && before != null) {
            throw new MalformedRequest(
                    "parameter_invalid", "Send 'starting_after' or 'ending_before', not both.", "ending_before");
        }
        return new PageQuery(limit(request.getParameter("limit")), after, before);
    }

    private static int limit(@Nullable String text) {
        if (text == null) {
            return PageQuery.DEFAULT_LIMIT;
        }
        if (!text.matches("[1-9][0-9]?|100")) {
            throw new MalformedRequest(
                    "parameter_invalid",
                    "'limit' must be a whole number from 1 to %d.".formatted(PageQuery.MAX_LIMIT),
                    "limit");
        }
        return Integer.parseInt(text);
    }

    private static @Nullable UUID cursor(NativeWebRequest request, String name, String prefix) {
        String text = request.getParameter(name);
        return text == null
                ? null
                : TypeId.parse(prefix, text)
                        .orElseThrow(() -> new MalformedRequest(
                                "parameter_invalid",
                                "'%s' must be an id that begins with '%s_'.".formatted(name, prefix),
                                name));
    }

    private static Prefer prefer(NativeWebRequest request) {
        String header = request.getHeader("Prefer");
        Matcher wait = WAIT.matcher(header == null ? "" : header);
        if (!wait.find()) {
            return Prefer.UNSAID;
        }
        long seconds = Math.min(Long.parseLong(wait.group(1)), Prefer.MAX.toSeconds());
        if (seconds == 0) {
            return Prefer.NO_WAIT;
        }
        Objects.requireNonNull(request.getNativeResponse(HttpServletResponse.class))
                .setHeader("Preference-Applied", "wait=" + seconds);
        return Prefer.of(Duration.ofSeconds(seconds));
    }

    private static Instant unixSeconds(String text) {
        if (!text.matches("\\d{1,11}")) {
            throw new IllegalArgumentException("not Unix seconds");
        }
        return Instant.ofEpochSecond(Long.parseLong(text));
    }

    /** What a parameter of this type must be: the rest of a sentence about it. */
    static String expected(@Nullable Class<?> type) {
        if (type == Instant.class) {
            return "must be a time in Unix seconds";
        }
        if (type != null && type.isEnum()) {
            return "must be one of " + String.join(", ", values(type));
        }
        return "is not an id of the kind that is wanted here";
    }

    /** The values of an enum, as they are sent. */
    static List<String> values(Class<?> type) {
        return Arrays.stream(type.getEnumConstants())
                .map(value -> value((Enum<?>) value))
                .toList();
    }

    /** A value of an enum, as it is sent. */
    static String value(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    private static HttpServletRequest servlet(NativeWebRequest request) {
        return Objects.requireNonNull(request.getNativeRequest(HttpServletRequest.class));
    }

    private static HandlerMethodArgumentResolver resolver(
            Class<?> type, BiFunction<NativeWebRequest, MethodParameter, Object> resolve) {
        return new HandlerMethodArgumentResolver() {
            @Override
            public boolean supportsParameter(MethodParameter parameter) {
                return parameter.getParameterType() == type;
            }

            @Override
            public Object resolveArgument(
                    MethodParameter parameter,
                    @Nullable ModelAndViewContainer container,
                    NativeWebRequest request,
                    @Nullable WebDataBinderFactory binders) {
                return resolve.apply(request, parameter);
            }
        };
    }

    /** {@code captured}, and nothing else, is CAPTURED. */
    @SuppressWarnings({"rawtypes", "unchecked"})
    private static final class LowerCaseEnums implements ConverterFactory<String, Enum> {
        @Override
        public <T extends Enum> Converter<String, T> getConverter(Class<T> type) {
            return text -> {
                if (!text.equals(text.toLowerCase(Locale.ROOT))) {
                    throw new IllegalArgumentException("not in lower case");
                }
                return (T) Enum.valueOf(type, text.toUpperCase(Locale.ROOT));
            };
        }
    }
}
