package dev.florin.portal.payments;

import dev.florin.audit.Audit;
import dev.florin.kernel.Once;
import dev.florin.kernel.PageQuery;
import dev.florin.kernel.Rejection;
import dev.florin.members.Permission;
import dev.florin.orders.OrderId;
import dev.florin.orders.OrderStatus;
import dev.florin.orders.OrderView;
import dev.florin.orders.Orders;
import dev.florin.orders.Orders.OrderFilter;
import dev.florin.pages.Csv;
import dev.florin.pages.Onward;
import dev.florin.pages.Requires;
import dev.florin.pages.Visitor;
import dev.florin.payments.PaymentFilter;
import dev.florin.payments.Payments;
import dev.florin.portal.State;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.InstantSource;
import java.util.Map;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** What the merchant wants to be paid for: the list, each order, and withdrawing one. */
@Controller
class OrderPagesController {

    private final Orders orders;
    private final Payments payments;
    private final Once.Keys keys;
    private final Audit audit;
    private final InstantSource clock;
    private final String publicUrl;

    OrderPagesController(
            Orders orders,
            Payments payments,
            Once.Keys keys,
            Audit audit,
            InstantSource clock,
            @Value("${florin.public-url}") String publicUrl) {
        this.orders = orders;
        this.payments = payments;
        this.keys = keys;
        this.audit = audit;
        this.clock = clock;
        this.publicUrl = publicUrl;
    }

    @GetMapping("/dashboard/orders")
    @Requires(Permission.VIEW_PAYMENTS)
    String list(Visitor visitor, @RequestParam MultiValueMap<String, String> query, Model model) {
        Said said = new Said(visitor.path("/orders"), query, visitor.zone());
        OrderFilter filter = filter(said);
        model.addAttribute("said", said);
        model.addAttribute(
                "listing",
                Listing.read(
                        said,
                        "order",
                        page -> orders.walk(visitor.tenant(), filter, page),
                        order -> order.id().value(),
                        OrderRow::of));
        model.addAttribute("statuses", OrderStatus.values());
        model.addAttribute(
                "export", said.address().at(visitor.path("/orders/export")).toString());
        return "portal/orders/list";
    }

    @GetMapping("/dashboard/orders/export")
    @Requires(Permission.EXPORT)
    void export(Visitor visitor, @RequestParam MultiValueMap<String, String> query, HttpServletResponse response) {
        Said said = new Said(visitor.path("/orders"), query, visitor.zone());
        OrderFilter filter = filter(said);
        audit.record(visitor.deed("order.export", null).after(said.address().query()));
        Csv.write(
                response,
                visitor.live() ? "orders.csv" : "test-orders.csv",
                OrderRow.COLUMNS,
                csv -> Export.<OrderView>each(
                        page -> orders.walk(visitor.tenant(), filter, page),
                        order -> order.id().value(),
                        order -> csv.row(OrderRow.cells(order))));
    }

    @GetMapping("/dashboard/orders/{id}")
    @Requires(Permission.VIEW_PAYMENTS)
    String show(Visitor visitor, @PathVariable String id, Model model) {
        OrderView order = orders.find(visitor.tenant(), OrderId.of(id));
        var attempts =
                payments.walk(visitor.tenant(), PaymentFilter.of(order.id()), PageQuery.first(PageQuery.MAX_LIMIT));
        model.addAttribute(
                "page",
                OrderPage.of(
                        order,
                        attempts.page().data(),
                        publicUrl + "/checkout/" + order.id(),
                        clock.instant(),
                        visitor));
        return "portal/orders/show";
    }

    @GetMapping("/dashboard/orders/{id}/cancel")
    @Requires(Permission.MOVE_MONEY)
    ModelAndView form(Visitor visitor, @PathVariable String id, HttpServletRequest request) {
        OrderView order = orders.find(visitor.tenant(), OrderId.of(id));
        return form(order, MoneyForm.of(order.amount()), HttpStatus.OK, request);
    }

    @PostMapping("/dashboard/orders/{id}/cancel")
    @Requires(Permission.MOVE_MONEY)
    Object cancel(
            Visitor visitor,
            @PathVariable String id,
            @RequestParam(defaultValue = "") String once,
            HttpServletRequest request,
            HttpServletResponse response) {
        OrderView order = orders.find(visitor.tenant(), OrderId.of(id));
        try {
            keys.<OrderView>run(
                    visitor.tenant(),
                    once,
                    "cancel %s by %s".formatted(order.id(), visitor.person().id()),
                    cancelled -> cancelled.id().toString(),
                    key -> orders.cancel(
                            visitor.tenant(),
                            order.id(),
                            new Recorded<>(
                                    key,
                                    audit,
                                    _ -> visitor.deed("order.cancel", order.id().toString())
                                            .before(Map.of(
                                                    "status", order.status().wire()))
                                            .after(Map.of("status", OrderStatus.CANCELLED.wire())))));
            return Onward.to(
                    visitor.path("/orders/" + order.id()),
                    "The order is cancelled. Nobody can pay it any more.",
                    request,
                    response);
        } catch (Rejection rejection) {
            return form(
                    orders.find(visitor.tenant(), order.id()),
                    MoneyForm.sent(once, null, null, false).faulty(null, rejection.reason()),
                    HttpStatus.UNPROCESSABLE_CONTENT,
                    request);
        }
    }

    private static ModelAndView form(OrderView order, MoneyForm form, HttpStatus status, HttpServletRequest request) {
        boolean isPart = request.getHeader("HX-Request") != null;
        return new ModelAndView("portal/orders/cancel" + (isPart ? " :: form" : ""), status)
                .addObject("order", order)
                .addObject("state", State.of(order.status()))
                .addObject("form", form);
    }

    private static OrderFilter filter(Said said) {
        return new OrderFilter(
                said.several("status", "Status", OrderStatus.class),
                said.text("receipt", "Receipt"),
                said.text("email", "Customer"),
                said.day("from", "Since", 0),
                said.day("to", "Until", 1));
    }
}
