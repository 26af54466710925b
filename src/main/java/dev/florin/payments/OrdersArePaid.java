package dev.florin.payments;

import dev.florin.consistency.Check;
import dev.florin.consistency.Differences;
import dev.florin.consistency.Discrepancy;
import dev.florin.consistency.Phases;
import dev.florin.consistency.Place;
import dev.florin.consistency.Subject;
import dev.florin.consistency.Tenants;
import dev.florin.orders.OrderBook;
import dev.florin.orders.OrderBook.Stand;
import dev.florin.orders.OrderId;
import dev.florin.orders.OrderStatus;
import dev.florin.payments.Stored.Sums;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** An order is paid by one of its payments, and by what that brought in. */
@Component
class OrdersArePaid implements Check {

    private final Stored stored;
    private final OrderBook orders;

    OrdersArePaid(Stored stored, OrderBook orders) {
        this.stored = stored;
        this.orders = orders;
    }

    @Override
    public String name() {
        return "order-equals-its-payments";
    }

    @Override
    public String promise() {
        return "Each order knows its payments; at most one of them is open or good, and the order is paid what that one took.";
    }

    @Override
    public List<Subject> changed(Span span) {
        Set<Subject> changed = new LinkedHashSet<>();
        stored.changed(span).forEach(it -> {
            OrderId order = it.order();
            if (order != null) {
                changed.add(new Subject(it.payment().tenant(), order.toString()));
            }
        });
        return List.copyOf(changed);
    }

    @Override
    public Portion all(@Nullable String after, int most) {
        return Phases.portion(after, most, this::orders, this::ofPayments);
    }

    private Portion orders(@Nullable String after, int most) {
        Place place = Place.of(after);
        List<Stand> read = orders.walk(place.merchant(), place.id(), most);
        return new Portion(
                read.stream()
                        .map(order -> new Subject(order.tenant(), order.id().toString()))
                        .toList(),
                read.size() < most
                        ? null
                        : new Place(
                                        read.getLast().tenant().merchant(),
                                        read.getLast().id().value())
                                .toString());
    }

    /** Orders that payments name and that are not there. */
    private Portion ofPayments(@Nullable String after, int most) {
        Portion payments = stored.rows(after, most);
        Set<Subject> named = new LinkedHashSet<>();
        stored.sumsOf(payments.subjects())
                .forEach(sums -> named.add(new Subject(sums.payment().tenant(), new OrderId(sums.order()).toString())));
        Set<Subject> known = orders.stands(merchants(List.copyOf(named)), ids(List.copyOf(named))).stream()
                .map(order -> new Subject(order.tenant(), order.id().toString()))
                .collect(Collectors.toSet());
        named.removeAll(known);
        return new Portion(List.copyOf(named), payments.next());
    }

    private static List<UUID> merchants(List<Subject> orders) {
        return Arrays.asList(Tenants.merchants(orders));
    }

    private static List<UUID> ids(List<Subject> orders) {
        return orders.stream().map(order -> OrderId.of(order.id()).value()).toList();
    }

    @Override
    public List<Discrepancy> compare(List<Subject> subjects) {
        List<UUID> merchants = merchants(subjects);
        List<UUID> ids = ids(subjects);
        Map<UUID, Stand> stands = new HashMap<>();
        orders.stands(merchants, ids).forEach(stand -> stands.put(stand.id().value(), stand));
        Map<UUID, List<Sums>> payments =
                stored.sumsOfOrders(merchants.toArray(UUID[]::new), ids.toArray(UUID[]::new)).stream()
                        .collect(Collectors.groupingBy(Sums::order));
        List<Discrepancy> found = new ArrayList<>();
        for (int i = 0; i < subjects.size(); i++) {
            compare(subjects.get(i), stands.get(ids.get(i)), payments.getOrDefault(ids.get(i), List.of()), found);
        }
        return found;
    }

    private static void compare(Subject subject, @Nullable Stand order, List<Sums> payments, List<Discrepancy> found) {
        if (order == null) {
            if (!payments.isEmpty()) {
                found.add(Discrepancy.of(subject, "row", "an order of %d payments".formatted(payments.size()), null));
            }
            return;
        }
        Set<UUID> attempts = payments.stream().map(Sums::id).collect(Collectors.toSet());
        var differences = new Differences(subject, found);
        differences.see("attempts", named(attempts), named(order.attempts()));
        List<Sums> live = payments.stream().filter(OrdersArePaid::isLive).toList();
        Sums good = live.isEmpty() ? null : live.getFirst();
        differences.see(
                "live_attempt", named(idsOf(live)), order.live() == null ? Set.of() : named(Set.of(order.live())));
        differences.see(
                "amount_paid", good == null ? 0L : good.captured(), order.paid().minor());
        differences.see("paid", good != null && isComplete(good), order.status() == OrderStatus.PAID);
        if (good != null) {
            differences.see("currency", good.currency(), order.paid().currency().getCurrencyCode());
            differences.see("livemode", good.payment().tenant(), order.tenant());
        }
    }

    private static Set<UUID> idsOf(Iterable<Sums> payments) {
        Set<UUID> ids = new LinkedHashSet<>();
        payments.forEach(payment -> ids.add(payment.id()));
        return ids;
    }

    private static Set<String> named(Set<UUID> payments) {
        return payments.stream().map(id -> new PaymentId(id).toString()).collect(Collectors.toSet());
    }

    private static boolean isLive(Sums payment) {
        return switch (payment.status()) {
            case PENDING, PROCESSING, REQUIRES_ACTION, AUTHORIZED, CAPTURED, PARTIALLY_REFUNDED, REFUNDED -> true;
            case FAILED, CANCELLED, EXPIRED -> false;
        };
    }

    private static boolean isComplete(Sums payment) {
        return switch (payment.status()) {
            case CAPTURED, PARTIALLY_REFUNDED, REFUNDED -> true;
            case PENDING, PROCESSING, REQUIRES_ACTION, AUTHORIZED, FAILED, CANCELLED, EXPIRED -> false;
        };
    }
}
