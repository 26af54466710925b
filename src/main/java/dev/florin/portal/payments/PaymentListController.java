package dev.florin.portal.payments;

import dev.florin.audit.Audit;
import dev.florin.members.Permission;
import dev.florin.pages.Csv;
import dev.florin.pages.Requires;
import dev.florin.pages.Visitor;
import dev.florin.payments.PaymentFilter;
import dev.florin.payments.PaymentStatus;
import dev.florin.payments.PaymentView;
import dev.florin.payments.Payments;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The list of payments, and the same as a file. */
@Controller
class PaymentListController {

    private final Payments payments;
    private final Audit audit;

    PaymentListController(Payments payments, Audit audit) {
        this.payments = payments;
        this.audit = audit;
    }

    @GetMapping("/dashboard/payments")
    @Requires(Permission.VIEW_PAYMENTS)
    String list(Visitor visitor, @RequestParam MultiValueMap<String, String> query, Model model) {
        Said said = new Said(visitor.path("/payments"), query, visitor.zone());
        PaymentFilter filter = PaymentFilters.read(said);
        Listing<PaymentRow> listing = Listing.read(
                said,
                "pay",
                page -> payments.walk(visitor.tenant(), filter, page),
                payment -> payment.id().value(),
                PaymentRow::of);
        model.addAttribute("said", said);
        model.addAttribute("listing", listing);
        model.addAttribute("tabs", PaymentFilters.tabs(said, filter));
        model.addAttribute("statuses", PaymentStatus.values());
        model.addAttribute(
                "export", said.address().at(visitor.path("/payments/export")).toString());
        model.addAttribute(
                "newest",
                listing.isFirst() && said.chips().isEmpty() && !listing.rows().isEmpty()
                        ? listing.rows().getFirst().id()
                        : null);
        return "portal/payments/list";
    }

    /** All payments that the list with the same query shows on its pages. */
    @GetMapping("/dashboard/payments/export")
    @Requires(Permission.EXPORT)
    void export(Visitor visitor, @RequestParam MultiValueMap<String, String> query, HttpServletResponse response) {
        Said said = new Said(visitor.path("/payments"), query, visitor.zone());
        PaymentFilter filter = PaymentFilters.read(said);
        audit.record(visitor.deed("payment.export", null).after(said.address().query()));
        Csv.write(
                response,
                visitor.live() ? "payments.csv" : "test-payments.csv",
                PaymentRow.COLUMNS,
                csv -> Export.<PaymentView>each(
                        page -> payments.walk(visitor.tenant(), filter, page),
                        payment -> payment.id().value(),
                        payment -> csv.row(PaymentRow.cells(payment))));
    }
}
