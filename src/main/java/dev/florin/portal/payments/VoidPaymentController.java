package dev.florin.portal.payments;

import dev.florin.audit.Audit;
import dev.florin.audit.Deed;
import dev.florin.kernel.Once;
import dev.florin.kernel.Rejection;
import dev.florin.members.Permission;
import dev.florin.pages.Onward;
import dev.florin.pages.Requires;
import dev.florin.pages.Visitor;
import dev.florin.payments.PaymentId;
import dev.florin.payments.PaymentView;
import dev.florin.payments.Payments;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Map;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** Releases what an authorisation has reserved and nobody has captured. */
@Controller
class VoidPaymentController {

    private final Payments payments;
    private final Once.Keys keys;
    private final Audit audit;

    VoidPaymentController(Payments payments, Once.Keys keys, Audit audit) {
        this.payments = payments;
        this.keys = keys;
        this.audit = audit;
    }

    @GetMapping("/dashboard/payments/{id}/void")
    @Requires(Permission.MOVE_MONEY)
    ModelAndView form(Visitor visitor, @PathVariable String id, HttpServletRequest request) {
        PaymentView payment = payments.find(visitor.tenant(), PaymentId.of(id));
        return MoneyForms.page("void", payment, MoneyForm.of(payment.capturable()), HttpStatus.OK, request);
    }

    @PostMapping("/dashboard/payments/{id}/void")
    @Requires(Permission.MOVE_MONEY)
    Object release(
            Visitor visitor,
            @PathVariable String id,
            @RequestParam(defaultValue = "") String once,
            HttpServletRequest request,
            HttpServletResponse response) {
        PaymentView payment = payments.find(visitor.tenant(), PaymentId.of(id));
        try {
            Once.Keys.Memory done = keys.<PaymentView>run(
                    visitor.tenant(),
                    once,
                    "void %s by %s".formatted(payment.id(), visitor.person().id()),
                    voided -> voided.id().toString(),
                    key -> payments.cancel(
                            visitor.tenant(),
                            payment.id(),
                            CapturePaymentController.PATIENCE,
                            new Recorded<>(key, audit, _ -> deed(visitor, payment))));
            PaymentView now = payments.find(visitor.tenant(), payment.id());
            String said = done.isOld()
                    ? "This void was asked for already."
                    : now.capturable().isPositive() ? "The void is under way." : "What was not captured is released.";
            return Onward.to(visitor.path("/payments/" + payment.id()), said, request, response);
        } catch (Rejection rejection) {
            return MoneyForms.refused(
                    "void", payments, payment, MoneyForm.sent(once, null, null, false), rejection, request);
        }
    }

    private static Deed deed(Visitor visitor, PaymentView payment) {
        return visitor.deed("payment.void", payment.id().toString())
                .before(Map.of(
                        "captured", payment.captured().toString(),
                        "capturable", payment.capturable().toString()))
                .after(Map.of("released", payment.capturable().toString()));
    }
}
