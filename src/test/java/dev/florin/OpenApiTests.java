package dev.florin;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.florin.kernel.Once;
import dev.florin.kernel.PageQuery;
import dev.florin.kernel.Prefer;
import dev.florin.kernel.Tenant;
import io.swagger.v3.core.jackson.ModelResolver;
import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.IntegerSchema;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.ObjectSchema;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.media.StringSchema;
import io.swagger.v3.oas.models.parameters.Parameter;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.oas.models.security.SecurityRequirement;
import io.swagger.v3.oas.models.security.SecurityScheme;
import io.swagger.v3.oas.models.servers.Server;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.math.BigDecimal;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springdoc.core.customizers.OpenApiCustomizer;
import org.springdoc.core.customizers.OperationCustomizer;
import org.springdoc.core.customizers.ParameterCustomizer;
import org.springdoc.core.utils.SpringDocUtils;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.core.annotation.Order;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.test.context.TestPropertySource;
import org.springframework.web.method.HandlerMethod;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * The OpenAPI document that Florin serves is the one that its code tells. After a change of the API,
 * {@code ./mvnw test -Dtest=OpenApiTests -Dopenapi.write=true} writes it anew; look at the difference before you commit.
 */
@FlorinTest
@Import(OpenApiTests.Document.class)
@TestPropertySource(
        properties = {
            "springdoc.api-docs.enabled=true",
            "springdoc.api-docs.version=openapi_3_1",
            "springdoc.paths-to-match=/api/**",
            "springdoc.writer-with-order-by-keys=true"
        })
class OpenApiTests {

    private static final Path SERVED = Path.of("src/main/resources/static/openapi.json");
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(SerializationFeature.INDENT_OUTPUT, SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
            .build();

    @LocalServerPort
    int port;

    @Test
    void theServedDocumentIsWhatTheCodeTells() throws Exception {
        String told = normal(fetch("/v3/api-docs"));
        if (Boolean.getBoolean("openapi.write")) {
            Files.createDirectories(SERVED.getParent());
            Files.writeString(SERVED, told);
        }
        assertThat(SERVED).exists().content().isEqualTo(told);
        assertThat(normal(fetch("/openapi.json"))).isEqualTo(told);
    }

    private String fetch(String path) throws Exception {
        var request = HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
                .build();
        try (var http = HttpClient.newHttpClient()) {
            var response = http.send(request, BodyHandlers.ofString());
            assertThat(response.statusCode()).isEqualTo(200);
            return response.body();
        }
    }

    private static String normal(String json) {
        return JSON.writeValueAsString(JSON.treeToValue(JSON.readTree(json), Map.class)) + "\n";
    }

    @TestConfiguration(proxyBeanMethods = false)
    static class Document {

        static {
            SpringDocUtils.getConfig()
                    .addRequestWrapperToIgnore(Tenant.class, PageQuery.class, Prefer.class, Once.Request.class);
        }

        @Bean
        ModelResolver snakeCase() {
            return new ModelResolver(new ObjectMapper().setPropertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE));
        }

        @Bean
        @Order(0)
        SecurityFilterChain documentIsOpen(HttpSecurity http) {
            return http.securityMatcher("/v3/api-docs/**")
                    .authorizeHttpRequests(a -> a.anyRequest().permitAll())
                    .build();
        }

        /** What is not {@code @Nullable} in a record is always there, in what is sent and in what is answered. */
        @Bean
        OpenApiCustomizer nullness() {
            Map<String, Class<?>> records = new ClassFileImporter()
                            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                            .importPackages("dev.florin")
                            .stream()
                            .filter(type -> type.isRecord()
                                    && type.tryGetField("this$0").isEmpty())
                            .collect(Collectors.toMap(
                                    JavaClass::getSimpleName,
                                    JavaClass::reflect,
                                    (one, other) -> one.getSimpleName().endsWith("Body") ? one : other));
            return api -> api.getComponents().getSchemas().forEach((name, schema) -> {
                Class<?> type = records.get(name);
                if (type != null && schema.getProperties() != null) {
                    Arrays.stream(type.getRecordComponents()).forEach(component -> mark(schema, component));
                }
            });
        }

        /** Which keys there are, where that is known. */
        private static void tellKeys(Schema<?> schema, String name, RecordComponent component) {
            if (component.getGenericType() instanceof ParameterizedType map
                    && map.getRawType() == Map.class
                    && map.getActualTypeArguments()[0] instanceof Class<?> key
                    && key.isEnum()) {
                schema.getProperties()
                        .get(name)
                        .setPropertyNames(new StringSchema()
                                ._enum(Arrays.stream(key.getEnumConstants())
                                        .map(constant -> JSON.convertValue(constant, String.class))
                                        .toList()));
            }
        }

        private static void mark(Schema<?> schema, RecordComponent component) {
            JsonProperty named = component.getAccessor().getAnnotation(JsonProperty.class);
            String name = named == null
                    ? component.getName().replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT)
                    : named.value();
            boolean nullable = component.getAnnotatedType().isAnnotationPresent(Nullable.class);
            boolean left = component.getAccessor().isAnnotationPresent(JsonInclude.class);
            if (!nullable && !left && schema.getProperties().containsKey(name)) {
                schema.addRequiredItem(name);
            }
            tellKeys(schema, name, component);
        }

        @Bean
        OpenApiCustomizer frame() {
            return api -> api.info(new Info()
                            .title("Florin")
                            .version("v1")
                            .description("Orders, payments and balances. Amounts are in minor units of their ISO 4217"
                                    + " currency, times in Unix seconds."))
                    .servers(List.of(new Server().url("/")))
                    .security(List.of(
                            new SecurityRequirement().addList("basic"),
                            new SecurityRequirement().addList("key").addList("secret")))
                    .components(components(api));
        }

        private static Components components(OpenAPI api) {
            return api.getComponents()
                    .addSecuritySchemes(
                            "basic",
                            new SecurityScheme()
                                    .type(SecurityScheme.Type.HTTP)
                                    .scheme("basic")
                                    .description("Key id and secret"))
                    .addSecuritySchemes("key", header("X-Api-Key"))
                    .addSecuritySchemes("secret", header("X-Api-Secret"))
                    .addSchemas("Problem", problem());
        }

        private static SecurityScheme header(String name) {
            return new SecurityScheme()
                    .type(SecurityScheme.Type.APIKEY)
                    .in(SecurityScheme.In.HEADER)
                    .name(name);
        }

        private static Schema<?> problem() {
            var error = new ObjectSchema()
                    .addProperty("param", new StringSchema())
                    .addProperty("code", new StringSchema())
                    .addProperty("message", new StringSchema());
            return new ObjectSchema()
                    .description("A problem document (RFC 9457)")
                    .addProperty("type", new StringSchema().format("uri"))
                    .addProperty("title", new StringSchema())
                    .addProperty("status", new IntegerSchema())
                    .addProperty("detail", new StringSchema())
                    .addProperty("code", new StringSchema())
                    .addProperty("param", new StringSchema())
                    .addProperty("errors", new io.swagger.v3.oas.models.media.ArraySchema().items(error))
                    .addProperty("request_id", new StringSchema())
                    .addProperty("doc_url", new StringSchema().format("uri"));
        }

        /** What `web` reads and answers beside what the methods say. */
        @Bean
        OperationCustomizer door() {
            return (operation, method) -> {
                if (takes(method, PageQuery.class)) {
                    operation
                            .addParametersItem(query(
                                    "limit",
                                    new IntegerSchema()
                                            .minimum(BigDecimal.ONE)
                                            .maximum(BigDecimal.valueOf(PageQuery.MAX_LIMIT))
                                            ._default(PageQuery.DEFAULT_LIMIT)))
                            .addParametersItem(query("starting_after", new StringSchema()))
                            .addParametersItem(query("ending_before", new StringSchema()));
                }
                if (takes(method, Once.Request.class)) {
                    operation.addParametersItem(header("Idempotency-Key", new StringSchema().maxLength(255))
                            .description(
                                    "A request with a key has one effect, however often it is sent within 24 hours"));
                }
                if (takes(method, Prefer.class)) {
                    operation.addParametersItem(header("Prefer", new StringSchema().example("wait=10"))
                            .description("Wait so many seconds for the outcome, at most 60"));
                }
                problems(operation);
                return operation;
            };
        }

        /** Ids are UUIDs inside alone. */
        @Bean
        ParameterCustomizer ids() {
            return (parameter, method) -> {
                if (parameter != null && isId(method.getParameterType())) {
                    String prefix = prefix(method.getParameterType());
                    parameter.schema(new StringSchema()
                            .pattern("^%s_[0-7][0-9a-hjkmnp-tv-z]{25}$".formatted(prefix))
                            .example(prefix + "_01kaq9v3mze8n9x6w1t2r5y7dc"));
                }
                return parameter;
            };
        }

        private static boolean isId(Class<?> type) {
            return type.isRecord()
                    && type.getRecordComponents().length == 1
                    && type.getRecordComponents()[0].getType() == UUID.class;
        }

        private static String prefix(Class<?> id) {
            try {
                return id.getDeclaredConstructor(UUID.class)
                        .newInstance(new UUID(0, 0))
                        .toString()
                        .replaceFirst("_.*", "");
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException(e);
            }
        }

        private static boolean takes(HandlerMethod method, Class<?> type) {
            return Arrays.stream(method.getMethodParameters()).anyMatch(p -> p.getParameterType() == type);
        }

        private static Parameter query(String name, Schema<?> schema) {
            return new Parameter().in("query").name(name).schema(schema);
        }

        private static Parameter header(String name, Schema<?> schema) {
            return new Parameter().in("header").name(name).schema(schema);
        }

        private static void problems(Operation operation) {
            boolean posts = operation.getParameters() != null
                    && operation.getParameters().stream()
                            .anyMatch(p -> p.getName().equals("Idempotency-Key"));
            boolean names = operation.getParameters() != null
                    && operation.getParameters().stream()
                            .anyMatch(p -> p.getIn().equals("path"));
            problem(operation, "400", "The request cannot be understood");
            problem(operation, "401", "There is no such key, or its secret is another");
            if (names) {
                problem(operation, "404", "There is none with this id in this mode");
            }
            if (posts) {
                problem(
                        operation,
                        "409",
                        "The state of things does not allow it, or the first request with this key runs");
                problem(operation, "422", "Well-formed, but it cannot be done");
            }
            problem(operation, "429", "Too many requests a second; wait as long as Retry-After says");
            problem(operation, "503", "Not possible now; send it again with the same Idempotency-Key");
            problem(operation, "default", "Any other problem");
        }

        private static void problem(Operation operation, String status, String description) {
            var content = new Content()
                    .addMediaType(
                            "application/problem+json",
                            new MediaType().schema(new Schema<>().$ref("#/components/schemas/Problem")));
            operation
                    .getResponses()
                    .addApiResponse(
                            status, new ApiResponse().description(description).content(content));
        }
    }
}
