package dev.florin.web;

import dev.florin.kernel.Rejection;
import dev.florin.web.BodyLimit.BodyTooLarge;
import dev.florin.web.Problem.FieldError;
import jakarta.servlet.http.HttpServletRequest;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.transaction.TransactionException;
import org.springframework.web.ErrorResponse;
import org.springframework.web.bind.MethodArgumentNotValidException;
import org.springframework.web.bind.MissingServletRequestParameterException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import org.springframework.web.servlet.resource.NoResourceFoundException;

/** Turns whatever goes wrong into a problem document, once, for the whole API. Nothing internal leaks. */
@RestControllerAdvice
class Problems {

    private static final Logger log = LoggerFactory.getLogger(Problems.class);
    private static final String UNTRANSLATABLE_CHARACTER = "22021";

    private final ProblemWriter writer;

    Problems(ProblemWriter writer) {
        this.writer = writer;
    }

    @ExceptionHandler
    ResponseEntity<byte[]> rejected(Rejection rejection, HttpServletRequest request) {
        HttpStatus status = switch (rejection.kind()) {
            case INVALID -> HttpStatus.UNPROCESSABLE_CONTENT;
            case NOT_FOUND -> HttpStatus.NOT_FOUND;
            case CONFLICT -> HttpStatus.CONFLICT;
            case FORBIDDEN -> HttpStatus.FORBIDDEN;
            case UNAVAILABLE -> HttpStatus.SERVICE_UNAVAILABLE;
        };
        return retryable(
                writer.entity(
                        request, Problem.of(status, rejection.code(), rejection.reason(), rejection.param(), null)),
                rejection instanceof KeyInUse || status == HttpStatus.SERVICE_UNAVAILABLE);
    }

    @ExceptionHandler
    ResponseEntity<byte[]> replayed(StoredAnswer stored) {
        return ResponseEntity.status(stored.status())
                .header("Idempotent-Replayed", "true")
                .header(HttpHeaders.CONTENT_TYPE, "application/json")
                .body(stored.body());
    }

    @ExceptionHandler
    ResponseEntity<byte[]> invalid(MethodArgumentNotValidException invalid, HttpServletRequest request) {
        List<FieldError> errors = invalid.getFieldErrors().stream()
                .map(e -> new FieldError(path(e.getField()), code(e.getCode()), String.valueOf(e.getDefaultMessage())))
                .sorted(Comparator.comparing(FieldError::param))
                .toList();
        FieldError first = errors.getFirst();
        return writer.entity(
                request,
                Problem.of(
                        HttpStatus.UNPROCESSABLE_CONTENT,
                        first.code(),
                        "'%s' %s.".formatted(first.param(), first.message()),
                        first.param(),
                        errors));
    }

    @ExceptionHandler
    ResponseEntity<byte[]> unreadable(HttpMessageNotReadableException unreadable, HttpServletRequest request) {
        return NestedExceptionUtils.getMostSpecificCause(unreadable) instanceof BodyTooLarge
                ? writer.entity(request, BodyLimit.problem())
                : writer.entity(request, JsonProblems.explain(unreadable));
    }

    @ExceptionHandler
    ResponseEntity<byte[]> mistyped(MethodArgumentTypeMismatchException mistyped, HttpServletRequest request) {
        for (Throwable cause = mistyped; cause != null; cause = cause.getCause()) {
            if (cause instanceof Rejection rejection) {
                return rejected(rejection, request);
            }
        }
        String name = mistyped.getName();
        return writer.entity(
                request,
                Problem.of(
                        HttpStatus.BAD_REQUEST,
                        "parameter_invalid",
                        "'%s' is not a value that '%s' can have.".formatted(mistyped.getValue(), name),
                        name,
                        null));
    }

    @ExceptionHandler
    ResponseEntity<byte[]> malformed(MalformedRequest malformed, HttpServletRequest request) {
        return writer.entity(
                request,
                Problem.of(HttpStatus.BAD_REQUEST, malformed.code(), malformed.reason(), malformed.param(), null));
    }

    @ExceptionHandler
    ResponseEntity<byte[]> missing(MissingServletRequestParameterException missing, HttpServletRequest request) {
        return writer.entity(
                request,
                Problem.of(
                        HttpStatus.BAD_REQUEST,
                        "parameter_missing",
                        "Send the query parameter '%s'.".formatted(missing.getParameterName()),
                        missing.getParameterName(),
                        null));
    }

    @ExceptionHandler
    ResponseEntity<byte[]> noSuchPath(NoResourceFoundException missing, HttpServletRequest request) {
        return writer.entity(
                request,
                Problem.of(
                        HttpStatus.NOT_FOUND,
                        "path_not_found",
                        "There is nothing at %s %s.".formatted(request.getMethod(), request.getRequestURI())));
    }

    /** The database cannot be reached, or what became of a commit is not known: the same request with its key tells. */
    @ExceptionHandler({
        CannotCreateTransactionException.class,
        TransactionException.class,
        DataAccessResourceFailureException.class,
        TransientDataAccessException.class
    })
    ResponseEntity<byte[]> unavailable(Exception unavailable, HttpServletRequest request) {
        log.warn("{} was not served: {}", request.getRequestURI(), unavailable.getMessage());
        return retryable(
                writer.entity(
                        request,
                        Problem.of(
                                HttpStatus.SERVICE_UNAVAILABLE,
                                "temporarily_unavailable",
                                "Florin cannot say what became of this request. Send it again with the same Idempotency-Key.")),
                true);
    }

    @ExceptionHandler
    ResponseEntity<byte[]> unstorable(DataIntegrityViolationException violation, HttpServletRequest request) {
        return NestedExceptionUtils.getMostSpecificCause(violation) instanceof SQLException sql
                        && UNTRANSLATABLE_CHARACTER.equals(sql.getSQLState())
                ? writer.entity(
                        request,
                        Problem.of(
                                HttpStatus.BAD_REQUEST,
                                "text_invalid",
                                "A text must not contain the character U+0000."))
                : unexpected(violation, request);
    }

    /** What Spring itself refuses: methods, media types, and the like. */
    @ExceptionHandler
    ResponseEntity<byte[]> unexpected(Exception unexpected, HttpServletRequest request) {
        if (unexpected instanceof ErrorResponse refused
                && refused.getStatusCode().is4xxClientError()) {
            HttpStatus status = HttpStatus.valueOf(refused.getStatusCode().value());
            String code = status.name().toLowerCase(Locale.ROOT);
            String detail = refused.getBody().getDetail();
            ResponseEntity<byte[]> answer = writer.entity(
                    request, Problem.of(status, code, detail == null ? status.getReasonPhrase() : detail));
            return ResponseEntity.status(status)
                    .headers(h -> {
                        h.addAll(refused.getHeaders());
                        h.set(HttpHeaders.CONTENT_TYPE, Problem.MEDIA_TYPE);
                    })
                    .body(answer.getBody());
        }
        log.error("{} {} failed", request.getMethod(), request.getRequestURI(), unexpected);
        return writer.entity(
                request,
                Problem.of(
                        HttpStatus.INTERNAL_SERVER_ERROR,
                        "internal_error",
                        "Florin failed. Send the request again with the same Idempotency-Key; if it fails again, tell us the request id."));
    }

    private static ResponseEntity<byte[]> retryable(ResponseEntity<byte[]> answer, boolean retry) {
        return retry
                ? ResponseEntity.status(answer.getStatusCode())
                        .headers(answer.getHeaders())
                        .header(HttpHeaders.RETRY_AFTER, "1")
                        .body(answer.getBody())
                : answer;
    }

    /** {@code card.expMonth} as the wire has it: {@code card.exp_month}. */
    private static String path(String field) {
        return field.replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT);
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
