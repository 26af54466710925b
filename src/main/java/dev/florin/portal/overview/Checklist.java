package dev.florin.portal.overview;

import dev.florin.kernel.PageQuery;
import dev.florin.kernel.Tenant;
import dev.florin.merchants.Merchants;
import dev.florin.orders.Orders;
import dev.florin.orders.Orders.OrderFilter;
import dev.florin.payments.PaymentFilter;
import dev.florin.payments.Payments;
import dev.florin.refunds.Refunds;
import dev.florin.refunds.Refunds.RefundFilter;
import dev.florin.webhooks.Deliveries;
import dev.florin.webhooks.Deliveries.DeliveryFilter;
import dev.florin.webhooks.DeliveryStatus;
import dev.florin.webhooks.Endpoints;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.stereotype.Component;

/** What a merchant has to do before customers can pay, ticked off by what really happened, in test mode first. */
@Component
class Checklist {

    private static final PageQuery ANY = PageQuery.first(1);

    private final Merchants merchants;
    private final Orders orders;
    private final Payments payments;
    private final Refunds refunds;
    private final Endpoints endpoints;
    private final Deliveries deliveries;

    /** Nothing that was done can be undone, so who has finished is not asked again. */
    private final Set<UUID> finished = ConcurrentHashMap.newKeySet();

    Checklist(
            Merchants merchants,
            Orders orders,
            Payments payments,
            Refunds refunds,
            Endpoints endpoints,
            Deliveries deliveries) {
        this.merchants = merchants;
        this.orders = orders;
        this.payments = payments;
        this.refunds = refunds;
        this.endpoints = endpoints;
        this.deliveries = deliveries;
    }

    /** @param path where it is done or told how, behind the portal's base for test data */
    record Step(String title, String text, String path, boolean done) {}

    /** All steps, in their order; none once all are done. */
    List<Step> steps(UUID merchant) {
        if (finished.contains(merchant)) {
            return List.of();
        }
        List<Step> steps = ask(merchant, new Tenant(merchant, false));
        if (steps.stream().allMatch(Step::done)) {
            finished.add(merchant);
            return List.of();
        }
        return steps;
    }

    private List<Step> ask(UUID merchant, Tenant test) {
        return List.of(
                new Step(
                        "Call the API",
                        "Send a first request with your test key.",
                        "/keys",
                        merchants.keys(test).stream().anyMatch(key -> key.lastUsedAt() != null)),
                new Step(
                        "Create an order",
                        "Say what is sold and for how much.",
                        "/docs",
                        !orders.list(test, new OrderFilter(Set.of(), null, null, null, null), ANY)
                                .data()
                                .isEmpty()),
                new Step(
                        "Take a test payment",
                        "Pay an order with a test card or UPI.",
                        "/docs",
                        !payments.list(test, PaymentFilter.ANY, ANY).data().isEmpty()),
                new Step(
                        "Add a webhook endpoint",
                        "Be told what happens, signed.",
                        "/webhooks",
                        !endpoints.list(test, ANY).data().isEmpty()),
                new Step(
                        "Receive an event",
                        "Answer a delivery with a 2xx.",
                        "/webhooks",
                        !deliveries
                                .list(test, new DeliveryFilter(DeliveryStatus.DELIVERED, null, null, null, null), ANY)
                                .data()
                                .isEmpty()),
                new Step(
                        "Try a refund",
                        "Give a test payment back, or a part of it.",
                        "/payments",
                        !refunds.list(test, new RefundFilter(Set.of(), null, null, null), ANY)
                                .data()
                                .isEmpty()),
                new Step("Go live", "Make a live key when you are ready.", "/keys", merchants.isLive(merchant)));
    }
}
