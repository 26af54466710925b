package dev.florin.web;

import dev.florin.web.Problem.FieldError;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.Path;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What Bean Validation finds wrong with a body, in the words of the wire. */
final class BrokenConstraints {

    private static final Pattern STEP = Pattern.compile("(?<name>[^.\\[\\]]+)|\\[(?<key>[^\\]]*)]");

    private BrokenConstraints() {}

    static FieldError explain(org.springframework.validation.FieldError broken) {
        return new FieldError(path(field(broken)), code(broken.getCode()), String.valueOf(broken.getDefaultMessage()));
    }

    /** With keys that are constants as they are sent. */
    private static String field(org.springframework.validation.FieldError broken) {
        String field = broken.getField();
        if (broken.contains(ConstraintViolation.class)) {
            for (Path.Node node : broken.unwrap(ConstraintViolation.class).getPropertyPath()) {
                if (node.getKey() instanceof Enum<?> key) {
                    field = field.replace("[" + key + "]", "[" + Arguments.value(key) + "]");
                }
            }
        }
        return field;
    }

    /** {@code card.expMonth} as the wire has it: {@code card.exp_month}; {@code metadata[myKey]} as {@code metadata.myKey}. */
    private static String path(String field) {
        Matcher matcher = STEP.matcher(field);
        var path = new StringBuilder();
        while (matcher.find()) {
            String name = matcher.group("name");
            String key = matcher.group("key");
            path.append(path.isEmpty() || (key != null && key.matches("\\d+")) ? "" : ".")
                    .append(
                            name != null
                                    ? name.replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT)
                                    : key.matches("\\d+") ? "[" + key + "]" : key);
        }
        return path.toString();
    }

    private static String code(@Nullable String constraint) {
        return switch (String.valueOf(constraint)) {
            case "NotNull", "NotBlank", "NotEmpty" -> "field_missing";
            case "Min", "Max" -> "out_of_bounds";
            case "Size" -> "size_invalid";
            default -> "value_invalid";
        };
    }
}
