package dev.florin.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;

/**
 * A problem document (RFC 9457).
 *
 * @param code stable, snake_case
 * @param param the field at fault, as a path such as {@code card.exp_month}
 * @param errors one for each field at fault, where there are several kinds of fault
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

    record FieldError(String param, String code, String message) {}

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
        String page = "/docs/errors.html#" + code;
        return new Problem(page, title, status.value(), detail, code, param, errors, null, page);
    }

    /** This problem as an answer to one request. */
    Problem in(String requestId, String publicUrl) {
        return new Problem(publicUrl + type, title, status, detail, code, param, errors, requestId, publicUrl + docUrl);
    }
}
