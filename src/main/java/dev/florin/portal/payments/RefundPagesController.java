package dev.florin.portal.payments;

import dev.florin.audit.Audit;
import dev.florin.members.Permission;
import dev.florin.pages.Csv;
import dev.florin.pages.Requires;
import dev.florin.pages.Visitor;
import dev.florin.payments.PaymentView;
import dev.florin.payments.Payments;
import dev.florin.portal.State;
import dev.florin.refunds.RefundId;
import dev.florin.refunds.RefundStatus;
import dev.florin.refunds.RefundView;
import dev.florin.refunds.Refunds;
import dev.florin.refunds.Refunds.RefundFilter;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;

/** What was given back: the list, and each refund. */
@Controller
class RefundPagesController {

    private final Refunds refunds;
    private final Payments payments;
    private final Timeline timeline;
    private final Audit audit;

    RefundPagesController(Refunds refunds, Payments payments, Timeline timeline, Audit audit) {
        this.refunds = refunds;
        this.payments = payments;
        this.timeline = timeline;
        this.audit = audit;
    }

    @GetMapping("/dashboard/refunds")
    @Requires(Permission.VIEW_PAYMENTS)
    String list(Visitor visitor, @RequestParam MultiValueMap<String, String> query, Model model) {
        Said said = new Said(visitor.path("/refunds"), query, visitor.zone());
        RefundFilter filter = filter(said);
        model.addAttribute("said", said);
        model.addAttribute(
                "listing",
                Listing.read(
                        said,
                        "rfnd",
                        page -> refunds.walk(visitor.tenant(), filter, page),
                        refund -> refund.id().value(),
                        RefundRow::of));
        model.addAttribute("statuses", RefundStatus.values());
        model.addAttribute(
                "export", said.address().at(visitor.path("/refunds/export")).toString());
        return "portal/refunds/list";
    }

    @GetMapping("/dashboard/refunds/export")
    @Requires(Permission.EXPORT)
    void export(Visitor visitor, @RequestParam MultiValueMap<String, String> query, HttpServletResponse response) {
        Said said = new Said(visitor.path("/refunds"), query, visitor.zone());
        RefundFilter filter = filter(said);
        audit.record(visitor.deed("refund.export", null).after(said.address().query()));
        Csv.write(
                response,
                visitor.live() ? "refunds.csv" : "test-refunds.csv",
                RefundRow.COLUMNS,
                csv -> Export.<RefundView>each(
                        page -> refunds.walk(visitor.tenant(), filter, page),
                        refund -> refund.id().value(),
                        refund -> csv.row(RefundRow.cells(refund))));
    }

    @GetMapping("/dashboard/refunds/{id}")
    @Requires(Permission.VIEW_PAYMENTS)
    String show(Visitor visitor, @PathVariable String id, Model model) {
        RefundView refund = refunds.find(visitor.tenant(), RefundId.of(id));
        model.addAttribute("refund", refund);
        model.addAttribute("state", State.of(refund.status()));
        PaymentView payment = payments.find(visitor.tenant(), refund.payment());
        model.addAttribute("payment", PaymentRow.of(payment));
        model.addAttribute("moments", timeline.of(Traces.Subject.of(payment, refund), visitor));
        return "portal/refunds/show";
    }

    private static RefundFilter filter(Said said) {
        return new RefundFilter(
                said.several("status", "Status", RefundStatus.class),
                null,
                said.day("from", "Since", 0),
                said.day("to", "Until", 1));
    }
}
