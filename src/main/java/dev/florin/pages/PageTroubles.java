package dev.florin.pages;

import dev.florin.audit.Audit;
import dev.florin.kernel.Rejection;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;
import org.springframework.beans.TypeMismatchException;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.RecoverableDataAccessException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.http.HttpStatus;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.transaction.TransactionException;
import org.springframework.ui.ExtendedModelMap;
import org.springframework.web.ErrorResponse;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.context.request.async.AsyncRequestNotUsableException;
import org.springframework.web.context.request.async.AsyncRequestTimeoutException;
import org.springframework.web.servlet.ModelAndView;

/**
 * Tells a visitor what went wrong and what they can do. Rejections that belong beside a field are shown there by the
 * form's own controller and do not come here.
 */
@ControllerAdvice({"dev.florin.portal", "dev.florin.admin", "dev.florin.pages"})
@Order(Ordered.HIGHEST_PRECEDENCE)
class PageTroubles {

    private static final Logger log = LoggerFactory.getLogger(PageTroubles.class);

    private final Audit audit;
    private final PageModel frame;
    private final ProofPage proof;

    PageTroubles(Audit audit, PageModel frame, ProofPage proof) {
        this.audit = audit;
        this.frame = frame;
        this.proof = proof;
    }

    @ExceptionHandler
    ModelAndView denied(Denied denied, HttpServletRequest request) {
        Admission.find(request)
                .map(visitor -> visitor.deed("access.denied", null))
                .ifPresent(deed -> audit.record(
                        deed.after(Map.of("method", request.getMethod(), "path", Modes.address(request)))));
        return page(request, HttpStatus.FORBIDDEN, "This is not for you", String.valueOf(denied.getMessage()));
    }

    /** Asks for the proof, with all that the request said, so that it can come again. */
    @ExceptionHandler(ProofNeeded.class)
    ModelAndView unproved(HttpServletRequest request) {
        var model = new ExtendedModelMap();
        frame.add(model, request);
        var page = proof.ask(request, Modes.address(request), request.getMethod(), null);
        model.forEach(page.getModel()::putIfAbsent);
        return page;
    }

    @ExceptionHandler
    ModelAndView rejected(Rejection rejection, HttpServletRequest request) {
        return switch (rejection.kind()) {
            case NOT_FOUND -> page(request, HttpStatus.NOT_FOUND, "There is no such thing", rejection.reason());
            case INVALID -> page(request, HttpStatus.UNPROCESSABLE_CONTENT, "That cannot be done", rejection.reason());
            case CONFLICT -> page(request, HttpStatus.CONFLICT, "That cannot be done now", rejection.reason());
            case FORBIDDEN, UNAUTHENTICATED ->
                page(request, HttpStatus.FORBIDDEN, "This is not for you", rejection.reason());
            case UNAVAILABLE -> page(request, HttpStatus.SERVICE_UNAVAILABLE, "Not at the moment", rejection.reason());
        };
    }

    /** The visitor has gone, or has watched for long enough. */
    @ExceptionHandler({AsyncRequestNotUsableException.class, AsyncRequestTimeoutException.class})
    void gone() {}

    @ExceptionHandler
    void brokenOff(Csv.Broken broken) {
        throw broken;
    }

    @ExceptionHandler({
        TransactionException.class,
        DataAccessResourceFailureException.class,
        RecoverableDataAccessException.class,
        TransientDataAccessException.class
    })
    ModelAndView unavailable(Exception e, HttpServletRequest request) {
        log.warn("{} was not served: {}", request.getRequestURI(), e.getMessage());
        return page(
                request,
                HttpStatus.SERVICE_UNAVAILABLE,
                "Not at the moment",
                "The database does not answer. Nothing is lost; try again in a moment.");
    }

    @ExceptionHandler
    ModelAndView unexpected(Exception e, HttpServletRequest request) {
        HttpStatus status = blamed(e);
        if (status != null) {
            return status == HttpStatus.NOT_FOUND
                    ? page(request, status, "There is no such page", "The address may be misspelt, or the link old.")
                    : page(request, status, "That was not understood", "Go back, reload the page and try again.");
        }
        if (!(e instanceof IOException)) {
            log.error("{} {} failed", request.getMethod(), request.getRequestURI(), e);
        }
        return page(
                request,
                HttpStatus.INTERNAL_SERVER_ERROR,
                "Something went wrong here",
                "It is not your fault, and it is in our log. Try again; if it stays, tell us the request's id.");
    }

    /** The status that says what was wrong with the request; null if it was not the request. */
    private static @Nullable HttpStatus blamed(Exception e) {
        if (e instanceof TypeMismatchException || e instanceof HttpMessageNotReadableException) {
            return HttpStatus.BAD_REQUEST; // a number, an id or a body that is none; Spring says so in no other way
        }
        return e instanceof ErrorResponse refused && refused.getStatusCode().is4xxClientError()
                ? HttpStatus.valueOf(refused.getStatusCode().value())
                : null;
    }

    private ModelAndView page(HttpServletRequest request, HttpStatus status, String title, String text) {
        var model = new ExtendedModelMap();
        frame.add(model, request);
        model.addAttribute("title", title);
        model.addAttribute("text", text);
        model.addAttribute("status", status.value());
        model.addAttribute("request", MDC.get("request"));
        return new ModelAndView("pages/trouble", model, status);
    }
}
