package dev.florin;

import dev.florin.kernel.TypeId;
import java.lang.reflect.Parameter;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ValueConstants;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/** The routes that Florin has, so that a rule for all of them covers a new one by itself. */
public final class Routes {

    /** What a route names by its variable does not belong to a merchant, or is a secret that nobody else has. */
    public static final String NOBODYS = "";

    /**
     * What the variable of a route names, by the beginning of its path: the prefix of such ids. The longest that fits
     * counts; a route that nothing fits fails the tests.
     */
    private static final Map<String, String> KINDS = Map.ofEntries(
            Map.entry("/api/v1/payments/{", "pay"),
            Map.entry("/api/v1/orders/{", "order"),
            Map.entry("/api/v1/refunds/{", "rfnd"),
            Map.entry("/api/v1/settlements/{", "stl"),
            Map.entry("/api/v1/disputes/{", "dp"),
            Map.entry("/api/v1/webhook-endpoints/{", "we"),
            Map.entry("/api/v1/webhooks/{", "whd"),
            Map.entry("/api/v1/events/{", "evt"),
            Map.entry("/api/v1/statements/{", "stmt"),
            Map.entry("/dashboard/reconciliation/statements/{", "stmt"),
            Map.entry("/dashboard/reconciliation/exceptions/{", "exc"),
            Map.entry("/dashboard/reconciliation/sources/{", "src"),
            Map.entry("/admin/events/{", NOBODYS),
            Map.entry("/admin/gateways/{", NOBODYS),
            Map.entry("/admin/merchants/{", NOBODYS),
            Map.entry("/admin/payments/{", NOBODYS),
            Map.entry("/admin/settlements/{", NOBODYS),
            Map.entry("/sign-in/reset/{", NOBODYS),
            Map.entry("/invitations/{", NOBODYS),
            Map.entry("/dashboard/payments/{", "pay"),
            Map.entry("/dashboard/orders/{", "order"),
            Map.entry("/dashboard/refunds/{", "rfnd"),
            Map.entry("/dashboard/settlements/{", "stl"),
            Map.entry("/dashboard/disputes/{", "dp"),
            Map.entry("/dashboard/disputes/files/{", "file"),
            Map.entry("/dashboard/webhooks/endpoints/{", "we"),
            Map.entry("/dashboard/webhooks/deliveries/{", "whd"),
            Map.entry("/dashboard/logs/{", "req"),
            Map.entry("/dashboard/docs/", NOBODYS),
            Map.entry("/dashboard/keys/{", "key_test"));

    /** The same of forms that name it in a field: the field, and the kind of its ids. */
    private static final Map<String, Named> FIELDS = Map.of(
            "/dashboard/team/invitations/resend", new Named("id", "inv"),
            "/dashboard/team/invitations/revoke", new Named("id", "inv"),
            "/dashboard/team/role", new Named("person", "person"),
            "/dashboard/team/remove", new Named("person", "person"),
            "/dashboard/security/sessions/end", new Named("handle", "session"),
            "/dashboard/security/passkeys/remove", new Named("id", NOBODYS),
            "/dashboard/merchant", new Named("merchant", NOBODYS));

    private static final Set<String> NAMES = Set.of("id", "person", "handle", "member", "merchant", "session");

    private Routes() {}

    /** @param kind of its ids, or {@link #NOBODYS} where another test sees to it */
    public record Named(String field, String kind) {}

    /** Of the API: all that begins with {@code /api/}. */
    public static Stream<Route> ofApi(RequestMappingHandlerMapping mappings) {
        return all(mappings).filter(route -> route.path().startsWith("/api/"));
    }

    /** Of the merchants' pages, as they are mapped: without {@code /test}. */
    public static Stream<Route> ofPortal(RequestMappingHandlerMapping mappings) {
        return all(mappings).filter(route -> route.isBelow("/dashboard"));
    }

    /** Of the operators' console. */
    public static Stream<Route> ofConsole(RequestMappingHandlerMapping mappings) {
        return all(mappings).filter(route -> route.isBelow("/admin"));
    }

    /** Of all pages of people who sign in, and of the ways in. */
    public static Stream<Route> ofPages(RequestMappingHandlerMapping mappings) {
        return all(mappings)
                .filter(route -> route.handler()
                        .getBeanType()
                        .getPackageName()
                        .matches("dev\\.florin\\.(pages|portal|admin)(\\..*)?"));
    }

    private static Stream<Route> all(RequestMappingHandlerMapping mappings) {
        return mappings.getHandlerMethods().entrySet().stream()
                .flatMap(mapping -> mapping.getKey().getPatternValues().stream()
                        .flatMap(path -> methods(
                                        mapping.getKey().getMethodsCondition().getMethods())
                                .map(method -> new Route(method, path, mapping.getValue()))))
                .sorted(Comparator.comparing(Route::toString));
    }

    /** Without any, a route answers to all. */
    private static Stream<RequestMethod> methods(Set<RequestMethod> declared) {
        return declared.isEmpty() ? Stream.of(RequestMethod.GET, RequestMethod.POST) : declared.stream();
    }

    /** @param path with its variables in braces */
    public record Route(RequestMethod method, String path, HandlerMethod handler) {

        public boolean isRead() {
            return method == RequestMethod.GET;
        }

        public boolean namesSomething() {
            return path.contains("{");
        }

        boolean isBelow(String root) {
            return path.equals(root) || path.startsWith(root + "/");
        }

        /** The prefix of the ids that its first variable takes, or {@link #NOBODYS}. */
        public String kind() {
            return KINDS.entrySet().stream()
                    .filter(kind -> path.startsWith(kind.getKey()))
                    .max(Comparator.comparing(kind -> kind.getKey().length()))
                    .map(Map.Entry::getValue)
                    .orElseThrow(() -> new AssertionError("Write down in Routes.KINDS what the variable of " + path
                            + " names, and if it is a merchant's, have Possessions make one"));
        }

        /** Which of its fields names something, and of what kind; empty if none does. */
        public Optional<Named> names() {
            boolean some = form().keySet().stream().anyMatch(NAMES::contains);
            Named named = FIELDS.get(path);
            if (some && !isRead() && named == null) {
                throw new AssertionError("Write down in Routes.FIELDS what the form of " + path
                        + " names, and if it is a merchant's, have Possessions make one");
            }
            return Optional.ofNullable(named).filter(_ -> !isRead());
        }

        /** Its path with an id that nothing has. */
        public String ofNothing() {
            return namesSomething() ? of(unknown(kind())) : path;
        }

        /** Its path with this id as the first of its variables. */
        public String of(String id) {
            return path.replaceFirst("\\{[^}]*}", id)
                    .replaceAll("\\{\\w+:(\\w+)\\|[^}]*}", "$1") // one of a few words
                    .replaceAll("\\{[^}]*}", "none");
        }

        /** What its method asks for besides: something for each parameter that must be there. */
        public Map<String, String> form() {
            Map<String, String> form = new LinkedHashMap<>();
            for (Parameter parameter : handler.getMethod().getParameters()) {
                RequestParam asked = parameter.getAnnotation(RequestParam.class);
                if (asked != null && asked.required() && asked.defaultValue().equals(ValueConstants.DEFAULT_NONE)) {
                    String name = Stream.of(asked.value(), asked.name(), parameter.getName())
                            .filter(it -> !it.isEmpty())
                            .findFirst()
                            .orElseThrow();
                    form.put(name, value(parameter.getType()));
                }
            }
            return form;
        }

        private static String value(Class<?> type) {
            if (type.isEnum()) {
                return String.valueOf(type.getEnumConstants()[0]);
            }
            if (type == UUID.class) {
                return TypeId.next().toString();
            }
            return List.of(boolean.class, Boolean.class).contains(type) ? "true" : "1";
        }

        @Override
        public String toString() {
            return method + " " + path;
        }
    }

    /** An id of this kind that nothing has. */
    public static String unknown(@Nullable String kind) {
        return switch (kind) {
            case null -> "none";
            case NOBODYS, "session" -> "none";
            case "person" -> TypeId.next().toString();
            default -> TypeId.format(kind, TypeId.next());
        };
    }
}
