package dev.florin.web;

import java.util.List;
import java.util.stream.Collectors;
import org.springframework.http.HttpStatus;
import org.springframework.http.converter.HttpMessageNotReadableException;
import tools.jackson.core.JacksonException;
import tools.jackson.core.exc.InputCoercionException;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.databind.exc.InvalidFormatException;
import tools.jackson.databind.exc.MismatchedInputException;
import tools.jackson.databind.exc.UnrecognizedPropertyException;

/** Says what is wrong with a body that is not the JSON it should be, in the words of the wire. */
final class JsonProblems {

    private JsonProblems() {}

    static Problem explain(HttpMessageNotReadableException unreadable) {
        return switch (unreadable.getCause()) {
            case UnrecognizedPropertyException e ->
                problem(
                        "unknown_field",
                        "There is no field '%s' here; known are: %s.".formatted(e.getPropertyName(), known(e)),
                        path(e));
            case InvalidFormatException e ->
                problem("type_mismatch", "'%s' %s.".formatted(path(e), expected(e)), path(e));
            case MismatchedInputException e
            when e.getPath().isEmpty() && String.valueOf(e.getOriginalMessage()).startsWith("No content") ->
                bodyMissing();
            case MismatchedInputException e ->
                problem("type_mismatch", "'%s' %s.".formatted(path(e), expected(e)), path(e));
            case InputCoercionException e ->
                problem(
                        "type_mismatch",
                        "'%s' must be a whole number that fits into 64 bits.".formatted(path(e)),
                        path(e));
            case StreamReadException e
            when String.valueOf(e.getOriginalMessage()).startsWith("Duplicate") ->
                problem("duplicate_field", "%s: send each field once.".formatted(firstLine(e)), path(e));
            case JacksonException e ->
                problem(
                        "malformed_json",
                        "The body is not JSON in UTF-8: %s (line %d, column %d)."
                                .formatted(
                                        firstLine(e),
                                        e.getLocation().getLineNr(),
                                        e.getLocation().getColumnNr()),
                        "");
            case null, default ->
                unreadable.getMessage() != null
                                && unreadable.getMessage().startsWith("Required request body is missing")
                        ? bodyMissing()
                        : problem("malformed_json", "The body is not JSON in UTF-8.", "");
        };
    }

    private static Problem bodyMissing() {
        return problem("body_missing", "Send a JSON body.", "");
    }

    private static Problem problem(String code, String detail, String param) {
        return Problem.of(HttpStatus.BAD_REQUEST, code, detail, param.isEmpty() ? null : param, null);
    }

    private static String known(UnrecognizedPropertyException e) {
        return e.getKnownPropertyIds() == null
                ? "none"
                : e.getKnownPropertyIds().stream()
                        .map(Object::toString)
                        .sorted()
                        .collect(Collectors.joining(", "));
    }

    private static String expected(MismatchedInputException e) {
        Class<?> type = e.getTargetType();
        if (type == null) {
            return "has the wrong type";
        }
        if (type.isEnum()) {
            return "must be one of "
                    + List.of(type.getEnumConstants()).stream()
                            .map(c -> c.toString().toLowerCase(java.util.Locale.ROOT))
                            .collect(Collectors.joining(", "));
        }
        if (Number.class.isAssignableFrom(type) || type == long.class || type == int.class) {
            return "must be a whole number, not a text or a fraction";
        }
        if (type == Boolean.class || type == boolean.class) {
            return "must be true or false";
        }
        if (type == String.class) {
            return "must be a text";
        }
        if (Iterable.class.isAssignableFrom(type)) {
            return "must be a list";
        }
        return "must be an object";
    }

    /** {@code line_items[0].quantity} */
    private static String path(JacksonException e) {
        var path = new StringBuilder();
        for (JacksonException.Reference step : e.getPath()) {
            if (step.getPropertyName() == null) {
                path.append('[').append(step.getIndex()).append(']');
            } else {
                path.append(path.isEmpty() ? "" : ".").append(step.getPropertyName());
            }
        }
        return path.toString();
    }

    private static String firstLine(JacksonException e) {
        return String.valueOf(e.getOriginalMessage()).lines().findFirst().orElse("unreadable");
    }
}
