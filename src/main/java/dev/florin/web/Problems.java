package dev.florin.web;

import dev.florin.kernel.Rejection;
import dev.florin.web.BodyLimit.BodyTooLarge;
import dev.florin.web.Problem.FieldError;
import jakarta.servlet.http.HttpServletRequest;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.dao.RecoverableDataAccessException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.transaction.TransactionException;
import org.springframework.validation.BeanPropertyBindingResult;
import org.springframework.validation.Validator;
import org.springframework.web.ErrorResponse;
import org.springframework.web.HttpMediaTypeNotAcceptableException;
import org.springframework.web.HttpMediaTypeNotSupportedException;
import org.springframework.web.HttpRequestMethodNotSupportedException;
import org.springframework.web.bind.MethodArgumentNotValidException;
import org.springframework.web.bind.MissingServletRequestParameterException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.async.AsyncRequestNotUsableException;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import org.springframework.web.multipart.MaxUploadSizeExceededException;
import org.springframework.web.multipart.MultipartException;
import org.springframework.web.servlet.HandlerMapping;
import org.springframework.web.servlet.resource.NoResourceFoundException;

/** Turns whatever goes wrong into a problem document, once, for the whole API. Nothing internal leaks. */
@RestControllerAdvice
class Problems {

    private static final Logger log = LoggerFactory.getLogger(Problems.class);
    private static final String UNTRANSLATABLE_CHARACTER = "22021";

    private static final String FILES = "/**";

    private final ProblemWriter writer;
    private final Validator validator;

    Problems(ProblemWriter writer, @Qualifier("mvcValidator") Validator validator) {
        this.writer = writer;
        this.validator = validator;
    }

    @ExceptionHandler
    ResponseEntity<byte[]> rejected(Rejection rejection, HttpServletRequest request) {
        HttpStatus status = switch (rejection.kind()) {
            case INVALID -> HttpStatus.UNPROCESSABLE_CONTENT;
            case NOT_FOUND -> HttpStatus.NOT_FOUND;
            case CONFLICT -> HttpStatus.CONFLICT;
            case UNAUTHENTICATED -> HttpStatus.UNAUTHORIZED;
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
                .map(BrokenConstraints::explain)
                .sorted(Comparator.comparing(FieldError::param))
                .toList();
        return writer.entity(request, Problem.of(HttpStatus.UNPROCESSABLE_CONTENT, errors));
    }

    @ExceptionHandler
    ResponseEntity<byte[]> unreadable(HttpMessageNotReadableException unreadable, HttpServletRequest request) {
        return NestedExceptionUtils.getMostSpecificCause(unreadable) instanceof BodyTooLarge large
                ? tooLarge(large, request)
                : writer.entity(request, UnreadableBodies.explain(unreadable));
    }

    @ExceptionHandler
    ResponseEntity<byte[]> tooLarge(BodyTooLarge large, HttpServletRequest request) {
        return writer.entity(request, BodyLimit.problem(large.limit()));
    }

    /** A body that says it has parts, and has none, or too many, or too large ones. */
    @ExceptionHandler
    ResponseEntity<byte[]> unreadable(MultipartException unreadable, HttpServletRequest request) {
        return NestedExceptionUtils.getMostSpecificCause(unreadable) instanceof BodyTooLarge large
                ? tooLarge(large, request)
                : unreadable instanceof MaxUploadSizeExceededException
                        ? writer.entity(request, BodyLimit.problem(BodyLimit.OF_UPLOADS))
                        : writer.entity(request, Problem.of(HttpStatus.BAD_REQUEST));
    }

    /** Fields that are none, and of those that could be read, the ones that break a rule. */
    @ExceptionHandler
    ResponseEntity<byte[]> malformed(MalformedBody malformed, HttpServletRequest request) {
        List<FieldError> errors = new ArrayList<>(malformed.errors());
        Object body = malformed.body();
        if (body != null) {
            var broken = new BeanPropertyBindingResult(body, "body");
            validator.validate(body, broken);
            broken.getFieldErrors().stream()
                    .map(BrokenConstraints::explain)
                    .filter(error -> malformed.errors().stream().noneMatch(e -> error.isWithin(e.param())))
                    .sorted(Comparator.comparing(FieldError::param))
                    .forEach(errors::add);
        }
        return writer.entity(request, Problem.of(HttpStatus.BAD_REQUEST, errors));
    }

    @ExceptionHandler
    ResponseEntity<byte[]> mistyped(MethodArgumentTypeMismatchException mistyped, HttpServletRequest request) {
        boolean inPath = mistyped.getParameter().hasParameterAnnotation(PathVariable.class);
        if (inPath && NestedExceptionUtils.getMostSpecificCause(mistyped) instanceof Rejection rejection) {
            return rejected(rejection, request); // what is no id names nothing
        }
        String name = mistyped.getName();
        return writer.entity(
                request,
                Problem.of(
                        HttpStatus.BAD_REQUEST,
                        "parameter_invalid",
                        "'%s' %s.".formatted(name, Arguments.expected(mistyped.getRequiredType())),
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
        return writer.entity(request, Problem.noSuchPath(request));
    }

    @ExceptionHandler
    ResponseEntity<byte[]> wrongMethod(HttpRequestMethodNotSupportedException wrong, HttpServletRequest request) {
        if (FILES.equals(request.getAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE))) {
            return writer.entity(request, Problem.noSuchPath(request));
        }
        String allowed = String.join(", ", Objects.requireNonNullElse(wrong.getSupportedMethods(), new String[0]));
        String detail = "%s is not possible here, only %s.".formatted(wrong.getMethod(), allowed);
        var problem = Problem.of(HttpStatus.METHOD_NOT_ALLOWED, "method_not_allowed", detail);
        return with(wrong.getHeaders(), writer.entity(request, problem));
    }

    @ExceptionHandler
    ResponseEntity<byte[]> wrongType(HttpMediaTypeNotSupportedException wrong, HttpServletRequest request) {
        return writer.entity(
                request,
                Problem.of(
                        HttpStatus.UNSUPPORTED_MEDIA_TYPE,
                        "unsupported_media_type",
                        wrong.getSupportedMediaTypes().contains(MediaType.MULTIPART_FORM_DATA)
                                ? "Send the file as a part of 'multipart/form-data'."
                                : wrong.getSupportedMediaTypes().contains(MediaType.APPLICATION_OCTET_STREAM)
                                        ? "Send the file itself as the body, and its kind: 'Content-Type: text/csv', 'application/xml' or 'text/plain'."
                                        : "Send the body as JSON, with the header 'Content-Type: application/json'."));
    }

    @ExceptionHandler
    ResponseEntity<byte[]> wantedType(HttpMediaTypeNotAcceptableException wanted, HttpServletRequest request) {
        return writer.entity(
                request,
                Problem.of(
                        HttpStatus.NOT_ACCEPTABLE,
                        "not_acceptable",
                        "Florin answers in JSON: send 'Accept: application/json', or no such header."));
    }

    /** The database cannot be reached, or what became of a commit is not known: the same request with its key tells. */
    @ExceptionHandler({
        CannotCreateTransactionException.class,
        TransactionException.class,
        DataAccessResourceFailureException.class,
        RecoverableDataAccessException.class,
        TransientDataAccessException.class
    })
    ResponseEntity<byte[]> unavailable(Exception unavailable, HttpServletRequest request) {
        log.warn("{} was not served: {}", request.getRequestURI(), unavailable.getMessage());
        return retryable(writer.entity(request, Problem.of(HttpStatus.SERVICE_UNAVAILABLE)), true);
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

    /** Whoever was to hear the rest has gone. */
    @ExceptionHandler(AsyncRequestNotUsableException.class)
    void gone() {}

    /** What Spring itself refuses, and what nobody foresaw. */
    @ExceptionHandler
    ResponseEntity<byte[]> unexpected(Exception unexpected, HttpServletRequest request) {
        if (unexpected instanceof ErrorResponse refused
                && refused.getStatusCode().is4xxClientError()) {
            return with(refused.getHeaders(), writer.entity(request, Problem.of(refused.getStatusCode())));
        }
        log.error("{} {} failed", request.getMethod(), request.getRequestURI(), unexpected);
        return writer.entity(request, Problem.of(HttpStatus.INTERNAL_SERVER_ERROR));
    }

    private static ResponseEntity<byte[]> retryable(ResponseEntity<byte[]> answer, boolean retry) {
        var more = new HttpHeaders();
        if (retry) {
            more.set(HttpHeaders.RETRY_AFTER, "1");
        }
        return with(more, answer);
    }

    private static ResponseEntity<byte[]> with(HttpHeaders more, ResponseEntity<byte[]> answer) {
        return ResponseEntity.status(answer.getStatusCode())
                .headers(h -> {
                    h.addAll(more);
                    h.putAll(answer.getHeaders());
                })
                .body(answer.getBody());
    }
}
