package dev.florin.web;

import dev.florin.web.Problem.FieldError;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.TokenStreamContext;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.deser.DeserializationProblemHandler;
import tools.jackson.databind.deser.ValueInstantiator;
import tools.jackson.databind.exc.MismatchedInputException;

/** What is wrong with the fields of one body, in the words of the wire. What is at fault is read as null. */
final class BodyFaults extends DeserializationProblemHandler {

    private static final int MOST = 20;
    private static final String UNSTORABLE = "must not contain U+0000 or half a surrogate pair";

    private final List<FieldError> errors = new ArrayList<>();
    private boolean atUnknownKey;

    boolean isEmpty() {
        return errors.isEmpty();
    }

    MalformedBody in(@Nullable Object body) {
        return new MalformedBody(errors, body);
    }

    /** Takes note of what ended the reading; false if that is not about a field. */
    boolean note(JacksonException end) {
        if (end instanceof StreamReadException
                && String.valueOf(end.getOriginalMessage()).startsWith("Duplicate")) {
            add(path(end), "duplicate_field", "occurs twice; send each field once");
            return true;
        }
        if (end instanceof MismatchedInputException mismatch && !end.getPath().isEmpty()) {
            add(path(end), "type_mismatch", expected(mismatch.getTargetType()));
            return true;
        }
        return false;
    }

    @Override
    public boolean handleUnknownProperty(
            DeserializationContext context, JsonParser parser, ValueDeserializer<?> reader, Object type, String name) {
        Collection<Object> known = reader.getKnownPropertyNames();
        String names = known == null || known.isEmpty()
                ? "there are none"
                : "known are: " + known.stream().map(Object::toString).sorted().collect(Collectors.joining(", "));
        add(path(parser), "unknown_field", "is not a field here; " + names);
        parser.skipChildren();
        return true;
    }

    @Override
    public @Nullable Object handleWeirdKey(DeserializationContext context, Class<?> type, String key, String why) {
        if (type.isEnum()) {
            atUnknownKey = true;
            add(
                    path(context.getParser()),
                    "unknown_field",
                    "is not a field here; known are: " + String.join(", ", Arguments.values(type)));
        } else {
            add(parent(context.getParser()), "text_invalid", "has a name that " + UNSTORABLE);
        }
        return null;
    }

    @Override
    public @Nullable Object handleWeirdStringValue(
            DeserializationContext context, Class<?> type, String value, String why) {
        if (atUnknownKey) { // Jackson asks twice about one
            atUnknownKey = false;
            skipRest(context.getParser());
            return null;
        }
        boolean text = type == String.class;
        add(path(context.getParser()), text ? "text_invalid" : "value_invalid", text ? UNSTORABLE : expected(type));
        return null;
    }

    @Override
    public @Nullable Object handleWeirdNumberValue(
            DeserializationContext context, Class<?> type, Number value, String why) {
        int bits = type == Integer.class ? Integer.SIZE : Long.SIZE;
        add(path(context.getParser()), "type_mismatch", "must be a whole number of at most %d bits".formatted(bits));
        return null;
    }

    @Override
    public @Nullable Object handleUnexpectedToken(
            DeserializationContext context, JavaType type, JsonToken token, JsonParser parser, @Nullable String why) {
        return mistyped(parser, type.getRawClass());
    }

    @Override
    public @Nullable Object handleMissingInstantiator(
            DeserializationContext context,
            Class<?> type,
            ValueInstantiator instantiator,
            JsonParser parser,
            String why) {
        return mistyped(parser, type);
    }

    /** Jackson reads no further in an object of which a key is none of its constants. */
    private static void skipRest(JsonParser parser) {
        parser.skipChildren();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            parser.skipChildren();
        }
    }

    private @Nullable Object mistyped(JsonParser parser, Class<?> type) {
        add(path(parser), "type_mismatch", expected(type));
        parser.skipChildren();
        return null;
    }

    private void add(String param, String code, String message) {
        if (errors.size() < MOST) {
            errors.add(new FieldError(param, code, message));
        }
    }

    private static String expected(@Nullable Class<?> type) {
        if (type == null) {
            return "has the wrong type";
        }
        if (type.isEnum()) {
            return "must be one of " + String.join(", ", Arguments.values(type));
        }
        if (Number.class.isAssignableFrom(type)) {
            return "must be a whole number, not a text, a fraction or an exponent";
        }
        if (type == Boolean.class) {
            return "must be true or false";
        }
        if (type == String.class) {
            return "must be a text";
        }
        return Iterable.class.isAssignableFrom(type) ? "must be a list" : "must be an object";
    }

    /** {@code line_items[0].quantity}; empty for the whole body. */
    private static String path(JsonParser parser) {
        return path(parser.streamReadContext());
    }

    private static String parent(JsonParser parser) {
        return path(parser.streamReadContext().getParent());
    }

    private static String path(@Nullable TokenStreamContext context) {
        var path = new StringBuilder();
        for (TokenStreamContext at = context; at != null; at = at.getParent()) {
            if (at.inObject() && at.currentName() != null) {
                path.insert(0, "." + at.currentName());
            } else if (at.inArray() && at.hasCurrentIndex()) {
                path.insert(0, "[" + at.getCurrentIndex() + "]");
            }
        }
        return path.isEmpty() || path.charAt(0) == '[' ? path.toString() : path.substring(1);
    }

    private static String path(JacksonException end) {
        var path = new StringBuilder();
        for (JacksonException.Reference step : end.getPath()) {
            if (step.getPropertyName() == null) {
                path.append('[').append(step.getIndex()).append(']');
            } else {
                path.append(path.isEmpty() ? "" : ".").append(step.getPropertyName());
            }
        }
        return path.toString();
    }
}
