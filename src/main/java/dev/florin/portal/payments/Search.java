package dev.florin.portal.payments;

import dev.florin.kernel.PageQuery;
import dev.florin.kernel.Rejection;
import dev.florin.members.Permission;
import dev.florin.orders.OrderId;
import dev.florin.orders.Orders;
import dev.florin.orders.Orders.OrderFilter;
import dev.florin.pages.Visitor;
import dev.florin.payments.PaymentFilter;
import dev.florin.payments.PaymentId;
import dev.florin.payments.Payments;
import dev.florin.refunds.RefundId;
import dev.florin.refunds.Refunds;
import dev.florin.requests.RequestId;
import dev.florin.requests.Requests;
import dev.florin.settlements.SettlementId;
import dev.florin.settlements.Settlements;
import dev.florin.webhooks.Deliveries;
import dev.florin.webhooks.DeliveryId;
import dev.florin.webhooks.EndpointId;
import dev.florin.webhooks.Endpoints;
import dev.florin.webhooks.EventId;
import dev.florin.webhooks.Webhooks;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Finds what people paste: an id of ours, also within a link; an acquirer's reference; a receipt; an e-mail address; the
 * last four digits of a card, with an amount or without. Every look-up is by an index, and of the visitor's own data.
 */
@Component
class Search {

    private static final Pattern ID =
            Pattern.compile("(?<![0-9a-z])(pay|order|rfnd|stl|evt|whd)_[0-7][0-9a-hjkmnp-tv-z]{25}(?![0-9a-z])");
    private static final Pattern TECHNICAL =
            Pattern.compile("(?<![0-9a-z])(whd|we|req)_[0-7][0-9a-hjkmnp-tv-z]{25}(?![0-9a-z])");
    private static final Pattern CARD = Pattern.compile("(?:[•*x ]*)(\\d{4})(?:\\s+(\\d{1,12}(?:\\.\\d{1,4})?))?");
    private static final int LONGEST = 200;
    private static final PageQuery FEW = PageQuery.first(10);

    private final Payments payments;
    private final Orders orders;
    private final Refunds refunds;
    private final Settlements settlements;
    private final Webhooks webhooks;
    private final Deliveries deliveries;
    private final Endpoints endpoints;
    private final Requests requests;

    Search(
            Payments payments,
            Orders orders,
            Refunds refunds,
            Settlements settlements,
            Webhooks webhooks,
            Deliveries deliveries,
            Endpoints endpoints,
            Requests requests) {
        this.payments = payments;
        this.orders = orders;
        this.refunds = refunds;
        this.settlements = settlements;
        this.webhooks = webhooks;
        this.deliveries = deliveries;
        this.endpoints = endpoints;
        this.requests = requests;
    }

    List<Hit> find(String text, Visitor visitor) {
        String wanted = text.strip();
        if (wanted.isEmpty() || wanted.length() > LONGEST || wanted.indexOf('\0') >= 0) {
            return List.of();
        }
        Matcher id = ID.matcher(wanted);
        if (id.find()) {
            return byId(id.group(), visitor).map(List::of).orElse(List.of());
        }
        List<Hit> hits = new ArrayList<>();
        Stream.concat(
                        payments.byAcquirerReference(visitor.tenant(), wanted).stream()
                                .map(payment -> Hit.of(payment, visitor)),
                        refunds.byAcquirerReference(visitor.tenant(), wanted).stream()
                                .map(refund -> Hit.of(refund, visitor)))
                .forEach(hits::add);
        hits.addAll(orders(new OrderFilter(Set.of(), wanted, null, null, null), visitor));
        if (wanted.contains("@")) {
            hits.addAll(orders(new OrderFilter(Set.of(), null, wanted, null, null), visitor));
        }
        Matcher card = CARD.matcher(wanted.replace(",", ""));
        if (card.matches()) {
            hits.addAll(cards(card.group(1), card.group(2), visitor));
        }
        return hits;
    }

    /** The page of what is of interest to developers alone: a delivery, an endpoint, a request to the API. */
    Optional<String> technical(String text, Visitor visitor) {
        Matcher id = TECHNICAL.matcher(text);
        if (!visitor.may(Permission.VIEW_DEVELOPMENT) || !id.find()) {
            return Optional.empty();
        }
        String found = id.group();
        return switch (id.group(1)) {
            case "whd" ->
                known(() -> deliveries.find(visitor.tenant(), DeliveryId.of(found)))
                        .map(_ -> visitor.path("/webhooks/deliveries/" + found));
            case "we" ->
                known(() -> endpoints.find(visitor.tenant(), EndpointId.of(found)))
                        .map(_ -> visitor.path("/webhooks/endpoints/" + found));
            default ->
                known(() -> requests.find(visitor.tenant(), RequestId.of(found)))
                        .map(_ -> visitor.path("/logs/" + found));
        };
    }

    private List<Hit> orders(OrderFilter filter, Visitor visitor) {
        return orders.walk(visitor.tenant(), filter, FEW).page().data().stream()
                .map(order -> Hit.of(order, visitor))
                .toList();
    }

    private List<Hit> cards(String last4, @Nullable String amount, Visitor visitor) {
        var filter = PaymentFilter.of(last4, amount == null ? null : new BigDecimal(amount));
        return payments.walk(visitor.tenant(), filter, FEW).page().data().stream()
                .map(payment -> Hit.of(payment, visitor))
                .toList();
    }

    private Optional<Hit> byId(String id, Visitor visitor) {
        String prefix = id.substring(0, id.indexOf('_'));
        return switch (prefix) {
            case "pay" -> known(() -> Hit.of(payments.find(visitor.tenant(), PaymentId.of(id)), visitor));
            case "order" -> known(() -> Hit.of(orders.find(visitor.tenant(), OrderId.of(id)), visitor));
            case "rfnd" -> known(() -> Hit.of(refunds.find(visitor.tenant(), RefundId.of(id)), visitor));
            case "stl" -> known(() -> Hit.of(settlements.find(visitor.tenant(), SettlementId.of(id)), visitor));
            case "evt" -> known(() -> EventId.of(id)).flatMap(event -> byEvent(event, visitor));
            default ->
                known(() -> deliveries.find(visitor.tenant(), DeliveryId.of(id)).eventId())
                        .flatMap(event -> byEvent(event, visitor));
        };
    }

    /** What an event was about: the first id in what was told, behind the event's own. */
    private Optional<Hit> byEvent(EventId event, Visitor visitor) {
        return known(() -> webhooks.findEvent(visitor.tenant(), event).body())
                .flatMap(body -> ID.matcher(body)
                        .results()
                        .map(MatchResult::group)
                        .filter(id -> !id.startsWith("evt_") && !id.startsWith("whd_"))
                        .findFirst())
                .flatMap(id -> byId(id, visitor));
    }

    /** Empty where there is no such thing for this visitor. */
    private static <T> Optional<T> known(Supplier<T> find) {
        try {
            return Optional.of(find.get());
        } catch (Rejection e) {
            if (e.kind() != Rejection.Kind.NOT_FOUND) {
                throw e;
            }
            return Optional.empty();
        }
    }
}
