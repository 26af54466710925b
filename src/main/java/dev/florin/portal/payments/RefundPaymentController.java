package dev.florin.portal.payments;

import dev.florin.audit.Audit;
import dev.florin.audit.Deed;
import dev.florin.kernel.Money;
import dev.florin.kernel.Once;
import dev.florin.kernel.Prefer;
import dev.florin.kernel.Rejection;
import dev.florin.kernel.TypeId;
import dev.florin.members.Permission;
import dev.florin.pages.Formats;
import dev.florin.pages.Onward;
import dev.florin.pages.ProofNeeded;
import dev.florin.pages.Requires;
import dev.florin.pages.Visitor;
import dev.florin.payments.PaymentId;
import dev.florin.payments.PaymentView;
import dev.florin.payments.Payments;
import dev.florin.refunds.CreateRefund;
import dev.florin.refunds.RefundView;
import dev.florin.refunds.Refunds;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** Gives back what a payment brought in, or a part of it. */
@Controller
class RefundPaymentController {

    private final Payments payments;
    private final Refunds refunds;
    private final Once.Keys keys;
    private final Audit audit;
    private final StepUp stepUp;
    private final Formats formats;
    private final InstantSource clock;

    RefundPaymentController(
            Payments payments,
            Refunds refunds,
            Once.Keys keys,
            Audit audit,
            StepUp stepUp,
            Formats formats,
            InstantSource clock) {
        this.payments = payments;
        this.refunds = refunds;
        this.keys = keys;
        this.audit = audit;
        this.stepUp = stepUp;
        this.formats = formats;
        this.clock = clock;
    }

    @GetMapping("/dashboard/payments/{id}/refund")
    @Requires(Permission.MOVE_MONEY)
    ModelAndView form(Visitor visitor, @PathVariable String id, HttpServletRequest request) {
        PaymentView payment = payments.find(visitor.tenant(), PaymentId.of(id));
        return MoneyForms.page("refund", payment, MoneyForm.of(payment.refundable()), HttpStatus.OK, request);
    }

    @PostMapping("/dashboard/payments/{id}/refund")
    @Requires(Permission.MOVE_MONEY)
    Object refund(
            Visitor visitor,
            @PathVariable String id,
            @RequestParam(defaultValue = "") String once,
            @RequestParam(required = false) @Nullable String amount,
            @RequestParam(required = false) @Nullable String reason,
            HttpServletRequest request,
            HttpServletResponse response) {
        PaymentView payment = payments.find(visitor.tenant(), PaymentId.of(id));
        MoneyForm form = MoneyForm.sent(once, amount, reason, false);
        Optional<Money> wanted =
                Amounts.read(form.amount(), payment.terms().amount().currency());
        if (wanted.isEmpty()) {
            form = form.faulty("amount", Amounts.fault(payment.terms().amount().currency()));
        }
        if (form.reason().length() > MoneyForm.LONGEST_REASON) {
            form = form.faulty("reason", "Write at most %d characters.".formatted(MoneyForm.LONGEST_REASON));
        }
        if (wanted.isEmpty() || !form.faults().isEmpty()) {
            return MoneyForms.page("refund", payment, form, HttpStatus.UNPROCESSABLE_CONTENT, request);
        }
        if (stepUp.isNeededFor(wanted.get()) && !visitor.hasProved(clock.instant())) {
            throw new ProofNeeded();
        }
        try {
            Once.Keys.Memory done = refund(visitor, payment, wanted.get(), form);
            String said = done.isOld()
                    ? "This refund was made already, once: %s.".formatted(formats.money(wanted.get()))
                    : "%s is on its way back.".formatted(formats.money(wanted.get()));
            return Onward.to(visitor.path("/payments/" + payment.id()), said, request, response);
        } catch (Rejection rejection) {
            return MoneyForms.refused("refund", payments, payment, form, rejection, request);
        }
    }

    private Once.Keys.Memory refund(Visitor visitor, PaymentView payment, Money amount, MoneyForm form) {
        String reason = form.reason().isEmpty() ? null : form.reason();
        var command = new CreateRefund(payment.id(), amount.minor(), reason, Map.of());
        return keys.<RefundView>run(
                visitor.tenant(),
                form.once(),
                "refund %s %s by %s for %s"
                        .formatted(payment.id(), amount, visitor.person().id(), reason),
                refund -> refund.id().toString(),
                once -> refunds.create(
                        visitor.tenant(),
                        command,
                        Prefer.NO_WAIT,
                        new Recorded<>(once, audit, id -> deed(visitor, payment, amount, reason, id))));
    }

    private static Deed deed(Visitor visitor, PaymentView payment, Money amount, @Nullable String reason, UUID id) {
        return visitor.deed("refund.create", TypeId.format("rfnd", id))
                .before(Map.of(
                        "payment", payment.id().toString(),
                        "refundable", payment.refundable().toString()))
                .after(
                        reason == null
                                ? Map.of("amount", amount.toString())
                                : Map.of("amount", amount.toString(), "reason", reason));
    }
}
