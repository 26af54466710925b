package dev.florin.portal.payments;

import dev.florin.kernel.Rejection;
import dev.florin.payments.PaymentView;
import dev.florin.payments.Payments;
import dev.florin.portal.State;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.http.HttpStatus;
import org.springframework.web.servlet.ModelAndView;

/** Shows a form that moves money: as a page of its own, or as the dialog that htmx asks for. */
final class MoneyForms {

    private static final String ABOUT_AMOUNT = "amount_too_large";

    private MoneyForms() {}

    static ModelAndView page(
            String name, PaymentView payment, MoneyForm form, HttpStatus status, HttpServletRequest request) {
        boolean isPart = request.getHeader("HX-Request") != null;
        return new ModelAndView("portal/payments/" + name + (isPart ? " :: form" : ""), status)
                .addObject("payment", payment)
                .addObject("state", State.of(payment.status()))
                .addObject("form", form)
                .addObject("decimals", Amounts.decimals(payment.terms().amount().currency()));
    }

    /** The form again with what it cannot have, beside the payment as it now is. */
    static ModelAndView refused(
            String name,
            Payments payments,
            PaymentView seen,
            MoneyForm form,
            Rejection rejection,
            HttpServletRequest request) {
        String field = rejection.code().equals(ABOUT_AMOUNT) ? "amount" : rejection.param();
        return page(
                name,
                payments.find(seen.tenant(), seen.id()),
                form.faulty(field, rejection.reason()),
                HttpStatus.UNPROCESSABLE_CONTENT,
                request);
    }
}
