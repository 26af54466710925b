package dev.florin.checkout;

import dev.florin.kernel.Rejection;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Locale;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.RecoverableDataAccessException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.http.HttpStatus;
import org.springframework.transaction.TransactionException;
import org.springframework.web.ErrorResponse;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.context.request.async.AsyncRequestNotUsableException;
import org.springframework.web.context.request.async.AsyncRequestTimeoutException;
import org.springframework.web.servlet.ModelAndView;

/** Tells a customer what went wrong, in their language, and that nothing is lost by it. */
@ControllerAdvice(basePackageClasses = CheckoutTroubles.class)
@Order(Ordered.HIGHEST_PRECEDENCE)
class CheckoutTroubles {

    private static final Logger log = LoggerFactory.getLogger(CheckoutTroubles.class);

    @ExceptionHandler
    ModelAndView rejected(
            Rejection rejection, HttpServletRequest request, HttpServletResponse response, Locale locale) {
        return switch (rejection.kind()) {
            case NOT_FOUND -> page("unknown", HttpStatus.NOT_FOUND, request, response, locale);
            case FORBIDDEN, UNAUTHENTICATED -> page("foreign", HttpStatus.FORBIDDEN, request, response, locale);
            case INVALID, CONFLICT -> page("again", HttpStatus.CONFLICT, request, response, locale);
            case UNAVAILABLE -> page("later", HttpStatus.SERVICE_UNAVAILABLE, request, response, locale);
        };
    }

    @ExceptionHandler(CheckoutController.ForeignForm.class)
    ModelAndView foreign(HttpServletRequest request, HttpServletResponse response, Locale locale) {
        return page("foreign", HttpStatus.FORBIDDEN, request, response, locale);
    }

    /** The viewer has gone, or has watched for long enough. */
    @ExceptionHandler({AsyncRequestNotUsableException.class, AsyncRequestTimeoutException.class})
    void gone() {}

    @ExceptionHandler({
        TransactionException.class,
        DataAccessResourceFailureException.class,
        RecoverableDataAccessException.class,
        TransientDataAccessException.class
    })
    ModelAndView unavailable(Exception e, HttpServletRequest request, HttpServletResponse response, Locale locale) {
        log.warn("{} was not served: {}", request.getRequestURI(), e.getMessage());
        response.setHeader("Retry-After", "1");
        return page("later", HttpStatus.SERVICE_UNAVAILABLE, request, response, locale);
    }

    @ExceptionHandler
    ModelAndView unexpected(Exception e, HttpServletRequest request, HttpServletResponse response, Locale locale) {
        if (e instanceof ErrorResponse refused && refused.getStatusCode().is4xxClientError()) {
            HttpStatus status = HttpStatus.valueOf(refused.getStatusCode().value());
            return page("again", status, request, response, locale);
        }
        if (!(e instanceof IOException)) {
            log.error("{} {} failed", request.getMethod(), request.getRequestURI(), e);
        }
        return page("later", HttpStatus.INTERNAL_SERVER_ERROR, request, response, locale);
    }

    private static ModelAndView page(
            String what, HttpStatus status, HttpServletRequest request, HttpServletResponse response, Locale locale) {
        response.setHeader("Cache-Control", "no-store");
        String path = request.getRequestURI();
        int end = path.indexOf('/', "/checkout/".length());
        return new ModelAndView(
                "checkout/trouble",
                Map.of(
                        "what",
                        what,
                        "again",
                        end < 0 ? path : path.substring(0, end),
                        "style",
                        Assets.STYLE,
                        "language",
                        locale.toLanguageTag(),
                        "direction",
                        Languages.direction(locale)),
                status);
    }
}
