package dev.florin.webhooks;

import dev.florin.kernel.PageQuery;
import dev.florin.kernel.PageQuery.Page;
import dev.florin.kernel.Tenant;
import dev.florin.platform.Traces;
import dev.florin.webhooks.EventRepository.News;
import dev.florin.webhooks.EventRepository.Outgoing;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Events, told to every endpoint that wants them at least once. What is announced is stored together with what is to be
 * sent, so that a crash anywhere loses time and no event.
 */
@Component
public class Webhooks {

    private final EventRepository events;
    private final Subscriptions subscriptions;
    private final Dispatch dispatch;
    private final EventJson json;
    private final Traces traces;
    private final InstantSource clock;

    Webhooks(
            EventRepository events,
            Subscriptions subscriptions,
            Dispatch dispatch,
            EventJson json,
            Traces traces,
            InstantSource clock) {
        this.events = events;
        this.subscriptions = subscriptions;
        this.dispatch = dispatch;
        this.json = json;
        this.traces = traces;
        this.clock = clock;
    }

    /**
     * Stores those events that an enabled endpoint wants, with a delivery for each such endpoint, and has this instance
     * begin to send when they are committed. Announced again they change nothing. One statement: in the caller's
     * transaction, or without one a transaction by itself.
     */
    public void announce(Tenant tenant, List<Happening> happenings) {
        Announcement announcement = announcement(tenant, subscriptions.of(tenant), happenings);
        if (!announcement.news().isEmpty()) {
            store(tenant, announcement);
        }
    }

    /**
     * The same for what the caller's transaction brings about and nobody has announced, with the commit of that.
     *
     * @param subscribers of the tenant, as the caller has just asked for them
     */
    void announceWithCommit(Tenant tenant, List<Subscriber> subscribers, List<Happening> happenings) {
        Announcement announcement = announcement(tenant, subscribers, happenings);
        if (!announcement.news().isEmpty()) {
            events.storeWithCommit(tenant, announcement.news(), announcement.outgoing(), clock.instant());
            send(announcement.outgoing());
        }
    }

    /** Tells of one happening to one endpoint, whatever it wants to hear. */
    DeliveryId announceTo(Tenant tenant, EndpointId endpoint, Happening happening) {
        News news = news(happening);
        Outgoing outgoing = outgoing(tenant, endpoint, news, clock.instant(), true);
        store(tenant, new Announcement(List.of(news), List.of(outgoing)));
        return outgoing.parcel().delivery();
    }

    /** Events, and what is to be sent of them. */
    private record Announcement(List<News> news, List<Outgoing> outgoing) {}

    private Announcement announcement(Tenant tenant, List<Subscriber> subscribers, List<Happening> happenings) {
        Instant now = clock.instant();
        List<News> news = happenings.stream()
                .filter(happening -> Subscriptions.isWanted(happening.name(), subscribers))
                .map(this::news)
                .toList();
        List<Outgoing> outgoing = new ArrayList<>();
        for (News one : news) {
            for (Subscriber subscriber : subscribers) {
                if (subscriber.wants(one.happening().name())) {
                    outgoing.add(outgoing(
                            tenant,
                            subscriber.id(),
                            one,
                            now,
                            subscriber.isHealthy() && dispatch.takes(subscriber.id())));
                }
            }
        }
        return new Announcement(news, outgoing);
    }

    private void store(Tenant tenant, Announcement announcement) {
        List<Outgoing> outgoing = announcement.outgoing();
        Set<DeliveryId> stored = events.store(tenant, announcement.news(), outgoing, clock.instant());
        send(outgoing.stream()
                .filter(one -> stored.contains(one.parcel().delivery()))
                .toList());
    }

    private void send(List<Outgoing> outgoing) {
        dispatch.afterCommit(
                outgoing.stream().filter(Outgoing::atOnce).map(Outgoing::parcel).toList());
    }

    private News news(Happening happening) {
        EventId id = EventId.next();
        return new News(id, happening, json.body(id, happening));
    }

    private Outgoing outgoing(Tenant tenant, EndpointId endpoint, News news, Instant now, boolean atOnce) {
        var parcel = Parcel.begun(
                tenant,
                DeliveryId.next(),
                news.id(),
                news.happening().name().wire(),
                endpoint,
                news.body(),
                traces.traceparent());
        return new Outgoing(parcel, atOnce ? now.plus(Dispatch.LEASE) : now, atOnce);
    }

    /** @throws EventNotFound if there is none for this tenant */
    public EventView findEvent(Tenant tenant, EventId id) {
        return events.find(tenant, id).orElseThrow(() -> new EventNotFound(id));
    }

    /** What was told about some objects, such as a payment and its refunds; oldest first. */
    public List<EventView> eventsAbout(Tenant tenant, Collection<UUID> objects) {
        return events.about(tenant, objects);
    }

    public Page<EventView> listEvents(Tenant tenant, EventFilter filter, PageQuery query) {
        return query.page(events.list(tenant, filter, query));
    }

    /**
     * Which events a list shows; null means any.
     *
     * @param object the id of what it happened to
     */
    public record EventFilter(
            @Nullable EventName name,
            @Nullable UUID object,
            @Nullable Instant createdFrom,
            @Nullable Instant createdBefore) {}
}
