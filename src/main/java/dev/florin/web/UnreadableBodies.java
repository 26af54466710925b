package dev.florin.web;

import org.springframework.http.HttpStatus;
import org.springframework.http.converter.HttpMessageNotReadableException;
import tools.jackson.core.JacksonException;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.databind.exc.MismatchedInputException;

/** Says why a body could not be read at all. */
final class UnreadableBodies {

    private UnreadableBodies() {}

    static Problem explain(HttpMessageNotReadableException unreadable) {
        return switch (unreadable.getCause()) {
            case StreamConstraintsException _ ->
                malformed("it is nested too deeply, or has a name or a number that is too long");
            case MismatchedInputException e when message(e).startsWith("No content") -> missing();
            case MismatchedInputException e
            when message(e).startsWith("Trailing token") -> malformed("something follows after its end");
            case MismatchedInputException _ ->
                Problem.of(HttpStatus.BAD_REQUEST, "type_mismatch", "The body must be a JSON object.");
            case JacksonException e ->
                malformed("%s, in line %d, column %d"
                        .formatted(
                                message(e),
                                e.getLocation().getLineNr(),
                                e.getLocation().getColumnNr()));
            case null, default ->
                String.valueOf(unreadable.getMessage()).startsWith("Required request body is missing")
                        ? missing()
                        : malformed("it cannot be read");
        };
    }

    private static Problem missing() {
        return Problem.of(HttpStatus.BAD_REQUEST, "body_missing", "Send a JSON object as the body.");
    }

    private static Problem malformed(String why) {
        return Problem.of(
                HttpStatus.BAD_REQUEST, "malformed_json", "The body is not JSON in UTF-8: %s.".formatted(why));
    }

    /** The parser's own words, without a hint at what runs here. */
    private static String message(JacksonException e) {
        String message =
                String.valueOf(e.getOriginalMessage()).lines().findFirst().orElse("unreadable");
        return message.replaceFirst(" \\(start marker at .*", "");
    }
}
