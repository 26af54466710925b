package dev.florin.portal.payments;

import dev.florin.audit.Audit;
import dev.florin.audit.Deed;
import dev.florin.kernel.Money;
import dev.florin.kernel.Once;
import dev.florin.kernel.Prefer;
import dev.florin.kernel.Rejection;
import dev.florin.members.Permission;
import dev.florin.pages.Formats;
import dev.florin.pages.Onward;
import dev.florin.pages.Requires;
import dev.florin.pages.Visitor;
import dev.florin.payments.PaymentId;
import dev.florin.payments.PaymentView;
import dev.florin.payments.Payments;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** Takes what an authorisation has reserved, or a part of it. */
@Controller
class CapturePaymentController {

    /** Longer nobody likes to wait for a page; it goes on without them. */
    static final Prefer PATIENCE = Prefer.of(Duration.ofSeconds(8));

    private final Payments payments;
    private final Once.Keys keys;
    private final Audit audit;
    private final Formats formats;

    CapturePaymentController(Payments payments, Once.Keys keys, Audit audit, Formats formats) {
        this.payments = payments;
        this.keys = keys;
        this.audit = audit;
        this.formats = formats;
    }

    @GetMapping("/dashboard/payments/{id}/capture")
    @Requires(Permission.MOVE_MONEY)
    ModelAndView form(Visitor visitor, @PathVariable String id, HttpServletRequest request) {
        PaymentView payment = payments.find(visitor.tenant(), PaymentId.of(id));
        return MoneyForms.page("capture", payment, MoneyForm.of(payment.capturable()), HttpStatus.OK, request);
    }

    /** @param last {@code yes} to release the rest */
    @PostMapping("/dashboard/payments/{id}/capture")
    @Requires(Permission.MOVE_MONEY)
    Object capture(
            Visitor visitor,
            @PathVariable String id,
            @RequestParam(defaultValue = "") String once,
            @RequestParam(required = false) @Nullable String amount,
            @RequestParam(required = false) @Nullable String last,
            HttpServletRequest request,
            HttpServletResponse response) {
        PaymentView payment = payments.find(visitor.tenant(), PaymentId.of(id));
        MoneyForm form = MoneyForm.sent(once, amount, null, last != null);
        Optional<Money> wanted =
                Amounts.read(form.amount(), payment.terms().amount().currency());
        if (wanted.isEmpty()) {
            form = form.faulty("amount", Amounts.fault(payment.terms().amount().currency()));
            return MoneyForms.page("capture", payment, form, HttpStatus.UNPROCESSABLE_CONTENT, request);
        }
        try {
            Once.Keys.Memory done = capture(visitor, payment, wanted.get(), form);
            PaymentView now = payments.find(visitor.tenant(), payment.id());
            return Onward.to(
                    visitor.path("/payments/" + payment.id()), said(done, wanted.get(), now), request, response);
        } catch (Rejection rejection) {
            return MoneyForms.refused("capture", payments, payment, form, rejection, request);
        }
    }

    private String said(Once.Keys.Memory done, Money wanted, PaymentView now) {
        if (done.isOld()) {
            return "This capture was asked for already, once: %s.".formatted(formats.money(wanted));
        }
        return now.capturing().isPositive()
                ? "%s is being captured.".formatted(formats.money(wanted))
                : "%s is captured in all.".formatted(formats.money(now.captured()));
    }

    private Once.Keys.Memory capture(Visitor visitor, PaymentView payment, Money amount, MoneyForm form) {
        return keys.<PaymentView>run(
                visitor.tenant(),
                form.once(),
                "capture %s %s %s by %s"
                        .formatted(
                                payment.id(),
                                amount,
                                form.last(),
                                visitor.person().id()),
                captured -> captured.id().toString(),
                once -> payments.capture(
                        visitor.tenant(),
                        payment.id(),
                        amount.minor(),
                        form.last(),
                        PATIENCE,
                        new Recorded<>(once, audit, _ -> deed(visitor, payment, amount, form.last()))));
    }

    private static Deed deed(Visitor visitor, PaymentView payment, Money amount, boolean last) {
        return visitor.deed("payment.capture", payment.id().toString())
                .before(Map.of(
                        "captured", payment.captured().toString(),
                        "capturable", payment.capturable().toString()))
                .after(Map.of("amount", amount.toString(), "final", last));
    }
}
