package dev.florin.web;

import org.springframework.boot.jackson.autoconfigure.JsonMapperBuilderCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.converter.HttpMessageConverters.ServerBuilder;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonParser.NumberType;
import tools.jackson.core.JsonToken;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.KeyDeserializer;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.cfg.EnumFeature;
import tools.jackson.databind.deser.std.StdScalarDeserializer;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;

/** JSON as the API speaks it: snake_case, and nothing is guessed, coerced or ignored. */
@Configuration(proxyBeanMethods = false)
class StrictJson {

    @Bean
    JsonMapperBuilderCustomizer strict() {
        return builder -> builder.propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
                .enable(
                        DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES,
                        DeserializationFeature.FAIL_ON_TRAILING_TOKENS,
                        DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
                .enable(EnumFeature.FAIL_ON_NUMBERS_FOR_ENUMS)
                .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
                .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
                .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                .addModule(new SimpleModule("florin-strict")
                        .addDeserializer(String.class, new Text())
                        .addKeyDeserializer(String.class, new Key())
                        .addDeserializer(Integer.class, new Whole<>(Integer.class))
                        .addDeserializer(Long.class, new Whole<>(Long.class))
                        .addDeserializer(Boolean.class, new Truth()));
    }

    /** Bodies are read by {@link Bodies}. */
    @Bean
    WebMvcConfigurer bodies(JsonMapper json) {
        return new WebMvcConfigurer() {
            @Override
            public void configureMessageConverters(ServerBuilder converters) {
                converters.withJsonConverter(new Bodies(json));
            }
        };
    }

    /** Whether PostgreSQL and UTF-8 can hold a text: it has no U+0000 and no half of a surrogate pair. */
    private static boolean isStorable(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == 0 || (Character.isSurrogate(c) && !isPaired(text, i))) {
                return false;
            }
        }
        return true;
    }

    private static boolean isPaired(String text, int i) {
        return Character.isHighSurrogate(text.charAt(i))
                ? i + 1 < text.length() && Character.isLowSurrogate(text.charAt(i + 1))
                : i > 0 && Character.isHighSurrogate(text.charAt(i - 1));
    }

    /** Texts, and nothing that only looks like one. */
    private static final class Text extends StdScalarDeserializer<String> {

        Text() {
            super(String.class);
        }

        @Override
        public String deserialize(JsonParser parser, DeserializationContext context) {
            if (!parser.hasToken(JsonToken.VALUE_STRING)) {
                return (String) context.handleUnexpectedToken(String.class, parser);
            }
            String text = parser.getString();
            return isStorable(text) ? text : (String) context.handleWeirdStringValue(String.class, "…", "not storable");
        }
    }

    private static final class Key extends KeyDeserializer {
        @Override
        public Object deserializeKey(String key, DeserializationContext context) {
            return isStorable(key) ? key : context.handleWeirdKey(String.class, "…", "not storable");
        }
    }

    /** Whole numbers written as such: not {@code "10"}, {@code 10.0} or {@code 1e1}, and none that would be cut off. */
    private static final class Whole<N extends Number> extends StdScalarDeserializer<N> {

        Whole(Class<N> type) {
            super(type);
        }

        @Override
        @SuppressWarnings("unchecked")
        public N deserialize(JsonParser parser, DeserializationContext context) {
            if (!parser.hasToken(JsonToken.VALUE_NUMBER_INT)) {
                return (N) context.handleUnexpectedToken(handledType(), parser);
            }
            NumberType size = parser.getNumberType();
            if (handledType() == Integer.class && size == NumberType.INT) {
                return (N) (Number) parser.getIntValue();
            }
            if (handledType() == Long.class && size != NumberType.BIG_INTEGER) {
                return (N) (Number) parser.getLongValue();
            }
            return (N) context.handleWeirdNumberValue(handledType(), parser.getNumberValue(), "too large");
        }
    }

    private static final class Truth extends StdScalarDeserializer<Boolean> {

        Truth() {
            super(Boolean.class);
        }

        @Override
        public Boolean deserialize(JsonParser parser, DeserializationContext context) {
            return switch (parser.currentToken()) {
                case VALUE_TRUE -> true;
                case VALUE_FALSE -> false;
                default -> (Boolean) context.handleUnexpectedToken(Boolean.class, parser);
            };
        }
    }
}
