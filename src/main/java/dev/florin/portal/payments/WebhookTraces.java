package dev.florin.portal.payments;

import static dev.florin.portal.payments.Moment.Kind.WEBHOOKS;
import static java.util.stream.Collectors.groupingBy;

import dev.florin.members.Permission;
import dev.florin.pages.Visitor;
import dev.florin.portal.State;
import dev.florin.portal.payments.Moment.Detail;
import dev.florin.webhooks.Deliveries;
import dev.florin.webhooks.DeliveryStatus;
import dev.florin.webhooks.DeliveryView;
import dev.florin.webhooks.EventId;
import dev.florin.webhooks.EventView;
import dev.florin.webhooks.Webhooks;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** What the merchant's endpoints were told, and whether they have heard it. */
@Component
class WebhookTraces implements Traces {

    private final Webhooks webhooks;
    private final Deliveries deliveries;

    WebhookTraces(Webhooks webhooks, Deliveries deliveries) {
        this.webhooks = webhooks;
        this.deliveries = deliveries;
    }

    @Override
    public Stream<Moment> of(Subject subject, Visitor visitor) {
        if (!visitor.may(Permission.VIEW_DEVELOPMENT)) {
            return Stream.empty();
        }
        List<EventView> events = webhooks.eventsAbout(visitor.tenant(), subject.ids());
        if (events.isEmpty()) {
            return Stream.empty();
        }
        Map<EventId, List<DeliveryView>> sent =
                deliveries
                        .of(visitor.tenant(), events.stream().map(EventView::id).toList())
                        .stream()
                        .collect(groupingBy(DeliveryView::eventId));
        return events.stream().map(event -> {
            List<DeliveryView> its = sent.getOrDefault(event.id(), List.of());
            Moment moment = moment(event, its);
            return its.isEmpty()
                    ? moment
                    : moment.leadingTo(visitor.path(
                            "/webhooks/deliveries/" + its.getFirst().id()));
        });
    }

    private static Moment moment(EventView event, List<DeliveryView> sent) {
        long heard = sent.stream()
                .filter(one -> one.status() == DeliveryStatus.DELIVERED)
                .count();
        boolean gaveUp = sent.stream().anyMatch(one -> one.status() == DeliveryStatus.FAILED);
        String text = sent.isEmpty()
                ? "The deliveries are no longer kept."
                : "%d of %d endpoint%s heard it".formatted(heard, sent.size(), sent.size() == 1 ? "" : "s");
        var details = Stream.concat(
                        sent.stream().map(WebhookTraces::detail), Stream.of(new Detail("Body", event.body())))
                .toArray(Detail[]::new);
        return Moment.of(event.at(), WEBHOOKS, event.name(), text, gaveUp ? "bad" : heard == sent.size() ? "" : "wait")
                .with(details);
    }

    private static Detail detail(DeliveryView delivery) {
        String last = delivery.lastStatus() != null
                ? "last answered " + delivery.lastStatus()
                : delivery.lastError() != null ? delivery.lastError() : "not sent yet";
        return new Detail(
                delivery.id().toString(),
                "%s to %s: %d attempt%s, %s"
                        .formatted(
                                State.of(delivery.status()).text(),
                                delivery.endpoint(),
                                delivery.attempts(),
                                delivery.attempts() == 1 ? "" : "s",
                                last));
    }
}
