package dev.florin.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;

/**
 * A problem document (RFC 9457).
 *
 * @param code stable, snake_case
 * @param param the field at fault, as a path such as {@code card.exp_month}
 * @param errors one for each field at fault, where it is fields that are
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record Problem(
        String type,
        String title,
        int status,
        String detail,
        String code,
        @Nullable String param,
        @Nullable List<FieldError> errors,
        @Nullable String requestId,
        String docUrl) {

    static final String MEDIA_TYPE = "application/problem+json";

    /** @param message what follows the field's name in a sentence: {@code must be a text} */
    record FieldError(String param, String code, String message) {

        boolean isWithin(String field) {
            return param.equals(field) || param.startsWith(field + ".") || param.startsWith(field + "[");
        }
    }

    /** What there is to say of a status and nothing more. */
    static Problem of(HttpStatusCode status) {
        return switch (status.value()) {
            case 403 -> of(status, "forbidden", "This key may not do that.");
            case 404 -> of(status, "path_not_found", "There is nothing at this address.");
            case 405 -> of(status, "method_not_allowed", "This method is not possible at this address.");
            case 413 -> BodyLimit.problem(BodyLimit.OF_API);
            case 414, 431 -> of(status, "headers_too_large", "Address and headers may have at most 8 kB together.");
            case 503 ->
                of(
                        status,
                        "temporarily_unavailable",
                        "Florin cannot say what became of this request. Send it again with the same Idempotency-Key.");
            default ->
                status.is4xxClientError()
                        ? of(
                                status,
                                "malformed_request",
                                "This is not HTTP as Florin reads it: check the first line, the address and the headers.")
                        : of(
                                status,
                                "internal_error",
                                "Florin failed. Send the request again with the same Idempotency-Key; if it fails again, tell us the request id.");
        };
    }

    static Problem noSuchPath(HttpServletRequest request) {
        return of(
                HttpStatus.NOT_FOUND,
                "path_not_found",
                "There is nothing at %s %s.".formatted(request.getMethod(), request.getRequestURI()));
    }

    /** @param errors one or more, of which the first is told at length */
    static Problem of(HttpStatusCode status, List<FieldError> errors) {
        FieldError first = errors.getFirst();
        String subject = first.param().isEmpty() ? "The body" : "'" + first.param() + "'";
        String more = errors.size() == 1 ? "" : " More is wrong: see 'errors'.";
        return of(
                status,
                first.code(),
                "%s %s.%s".formatted(subject, first.message(), more),
                first.param().isEmpty() ? null : first.param(),
                errors);
    }

    static Problem of(HttpStatusCode status, String code, String detail) {
        return of(status, code, detail, null, null);
    }

    static Problem of(
            HttpStatusCode status,
            String code,
            String detail,
            @Nullable String param,
            @Nullable List<FieldError> errors) {
        HttpStatus known = HttpStatus.resolve(status.value());
        String title = known == null ? "Error" : known.getReasonPhrase();
        String page = "/docs/errors/" + code;
        return new Problem(page, title, status.value(), detail, code, param, errors, null, page);
    }

    /** This problem as an answer to one request. */
    Problem in(String requestId, String publicUrl) {
        return new Problem(publicUrl + type, title, status, detail, code, param, errors, requestId, publicUrl + docUrl);
    }
}
