package dev.florin.portal.payments;

import dev.florin.disputes.DisputeView;
import dev.florin.disputes.Disputes;
import dev.florin.disputes.Disputes.DisputeFilter;
import dev.florin.kernel.PageQuery;
import dev.florin.members.Permission;
import dev.florin.orders.Orders;
import dev.florin.pages.Requires;
import dev.florin.pages.Visitor;
import dev.florin.payments.PaymentEvent;
import dev.florin.payments.PaymentId;
import dev.florin.payments.PaymentView;
import dev.florin.payments.Payments;
import dev.florin.refunds.RefundView;
import dev.florin.refunds.Refunds;
import dev.florin.refunds.Refunds.RefundFilter;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;

/** All about one payment. */
@Controller
class PaymentPageController {

    private final Payments payments;
    private final Orders orders;
    private final Refunds refunds;
    private final Disputes disputes;
    private final Timeline timeline;

    PaymentPageController(Payments payments, Orders orders, Refunds refunds, Disputes disputes, Timeline timeline) {
        this.payments = payments;
        this.orders = orders;
        this.refunds = refunds;
        this.disputes = disputes;
        this.timeline = timeline;
    }

    /** @param only the kind of the timeline's moments that is shown; all where it is none */
    @GetMapping("/dashboard/payments/{id}")
    @Requires(Permission.VIEW_PAYMENTS)
    String show(
            Visitor visitor,
            @PathVariable String id,
            @RequestParam(required = false) @Nullable String only,
            Model model) {
        PaymentView payment = payments.find(visitor.tenant(), PaymentId.of(id));
        List<RefundView> given = refunds.list(
                        visitor.tenant(),
                        new RefundFilter(Set.of(), payment.id(), null, null),
                        PageQuery.first(PageQuery.MAX_LIMIT))
                .data();
        List<DisputeView> disputed = payment.disputed().isZero()
                        && payment.events().stream().noneMatch(PaymentEvent.Disputed.class::isInstance)
                ? List.of()
                : disputes.list(visitor.tenant(), DisputeFilter.of(payment.id()), PageQuery.first(PageQuery.MAX_LIMIT))
                        .data();
        model.addAttribute("disputes", disputed.stream().map(DisputeRow::of).toList());
        model.addAttribute(
                "page",
                PaymentPage.of(
                        payment,
                        orders.find(visitor.tenant(), payment.terms().order()),
                        given,
                        timeline.of(Traces.Subject.of(payment, given, disputed), visitor),
                        only,
                        visitor));
        return "portal/payments/show";
    }
}
