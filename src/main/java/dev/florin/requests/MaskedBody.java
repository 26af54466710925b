package dev.florin.requests;

import dev.florin.requests.Masking.Field;
import java.io.StringWriter;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.core.json.JsonFactory;

/**
 * A body as it may be kept. It is read as JSON and written again token by token, each masked by what it is and where; where
 * it ceases to be JSON nothing more of it is kept, as nobody can tell what that is.
 */
final class MaskedBody {

    private static final JsonFactory JSON =
            JsonFactory.builder().disable(StreamWriteFeature.AUTO_CLOSE_CONTENT).build();

    private final Subjects subjects;
    private Field field = Field.PLAIN;
    private int depth;

    /** Where the card began that everything is in now; 0 outside. */
    private int card;

    /** The same for what is secret. */
    private int secret;

    private MaskedBody(Subjects subjects) {
        this.subjects = subjects;
    }

    /** @param subjects are told of each id in it */
    static String of(Body body, Subjects subjects) {
        return new MaskedBody(subjects).masked(body);
    }

    private String masked(Body body) {
        var text = new StringWriter(body.length() + 64);
        boolean whole = false;
        try (JsonGenerator to = JSON.createGenerator(ObjectWriteContext.empty(), text);
                JsonParser from = JSON.createParser(ObjectReadContext.empty(), body.bytes(), 0, readable(body))) {
            whole = copy(from, to);
        } catch (JacksonException e) {
            // told below
        }
        if (body.isCut()) {
            return text + " … (cut off; %d bytes in all)".formatted(body.total());
        }
        return whole ? text.toString() : text + " … (no JSON from here on; %d bytes in all)".formatted(body.total());
    }

    /** Without a word or a number that is cut off in its middle. */
    private static int readable(Body body) {
        int end = body.length();
        while (body.isCut() && end > 0 && isPartOfScalar(body.bytes()[end - 1])) {
            end--;
        }
        return end;
    }

    private static boolean isPartOfScalar(byte b) {
        return Character.isLetterOrDigit(b) || b == '.' || b == '+' || b == '-';
    }

    /** @return whether that was all, and JSON */
    private boolean copy(JsonParser from, JsonGenerator to) {
        boolean any = false;
        for (JsonToken token = from.nextToken(); token != null; token = from.nextToken()) {
            if (any && depth == 0) {
                return false; // another document behind the first
            }
            any = true;
            copy(token, from, to);
        }
        return any && depth == 0;
    }

    private void copy(JsonToken token, JsonParser from, JsonGenerator to) {
        switch (token) {
            case START_OBJECT -> {
                enter();
                to.writeStartObject();
            }
            case START_ARRAY -> {
                enter();
                to.writeStartArray();
            }
            case END_OBJECT -> {
                leave();
                to.writeEndObject();
            }
            case END_ARRAY -> {
                leave();
                to.writeEndArray();
            }
            case PROPERTY_NAME -> {
                Masking.Name name = Masking.name(from.currentName());
                field = name.field();
                to.writeName(name.kept());
            }
            case VALUE_STRING -> {
                String text = from.getString();
                String kept = kept(text);
                subjects.see(kept);
                to.writeString(kept);
            }
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> {
                String number = from.getString();
                String kept = kept(number);
                if (kept.equals(number)) {
                    to.writeNumber(number);
                } else {
                    to.writeString(kept);
                }
            }
            case VALUE_TRUE, VALUE_FALSE -> to.writeBoolean(token == JsonToken.VALUE_TRUE);
            case VALUE_NULL -> to.writeNull();
            case VALUE_EMBEDDED_OBJECT, NOT_AVAILABLE -> throw new IllegalStateException("not in texts: " + token);
        }
    }

    private void enter() {
        depth++;
        if (card == 0 && field == Field.CARD) {
            card = depth;
        }
        if (secret == 0 && field == Field.SECRET) {
            secret = depth;
        }
    }

    private void leave() {
        card = card == depth ? 0 : card;
        secret = secret == depth ? 0 : secret;
        depth--;
        field = Field.PLAIN;
    }

    private String kept(String text) {
        return secret > 0 ? Masking.MASKED : Masking.value(field, card > 0, text);
    }
}
