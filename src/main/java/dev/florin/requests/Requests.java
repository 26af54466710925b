package dev.florin.requests;

import dev.florin.kernel.PageQuery;
import dev.florin.kernel.PageQuery.Page;
import dev.florin.kernel.Tenant;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** The log of the API: 30 days of what each merchant sent, and what it was answered. */
@Component
public class Requests {

    /** How many requests a list looks at for one page, whatever its filter: a page never takes long. */
    static final int MOST_LOOKED_AT = 20_000;

    private static final int MOST_OF_SUBJECT = 100;
    private static final Logger log = LoggerFactory.getLogger(Requests.class);

    private final RequestRepository repository;
    private final Journal journal;
    private final RequestsProperties properties;
    private final InstantSource clock;

    Requests(RequestRepository repository, Journal journal, RequestsProperties properties, InstantSource clock) {
        this.repository = repository;
        this.journal = journal;
        this.properties = properties;
        this.clock = clock;
    }

    /** Whether requests are logged at all. */
    public boolean isOn() {
        return properties.enabled();
    }

    /** How many bytes of a body are worth keeping. */
    public int bodyLimit() {
        return properties.bodyLimit();
    }

    /**
     * Logs a request that has been answered, within about half a second. Never waits and never fails: where it cannot be
     * written, or nothing is to be logged, it is left out.
     */
    public void note(Exchange exchange) {
        try {
            if (isOn() && journal.takes()) {
                journal.add(Line.of(exchange));
            }
        } catch (RuntimeException e) {
            log.error("Request {} is missing in the log of the API", new RequestId(exchange.id()), e);
        }
    }

    /** @throws dev.florin.kernel.Rejection {@code request_not_found} */
    public RequestView find(Tenant tenant, RequestId id) {
        return repository
                .find(tenant, id)
                .filter(it -> !it.at().isBefore(oldest()))
                .orElseThrow(() -> new RequestNotFound(id));
    }

    /**
     * One page of them, without bodies.
     *
     * @return fewer than asked for, and {@link Found#goOn()}, where none was found among so many that looking on would
     *     take long
     */
    public Found list(Tenant tenant, RequestFilter filter, PageQuery query) {
        Instant from = filter.from();
        UUID oldest = RequestId.floor(from == null || from.isBefore(oldest()) ? oldest() : from);
        Page<RequestView> page = query.page(repository.list(tenant, filter, oldest, query, MOST_LOOKED_AT));
        RequestId goOn = page.hasMore()
                ? null
                : repository
                        .lookedUpTo(tenant, filter, oldest, query, MOST_LOOKED_AT)
                        .orElse(null);
        return new Found(page, goOn);
    }

    /**
     * The requests that made, changed or tried to change an order, a payment or a refund, newest first, at most 100;
     * without their bodies.
     */
    public List<RequestView> of(Tenant tenant, UUID subject) {
        var filter = new RequestFilter(null, null, null, null, null, null, null, subject, null, null);
        return list(tenant, filter, PageQuery.first(MOST_OF_SUBJECT)).page().data();
    }

    /** Forgets what is older than it may be. */
    void forget() {
        Weeks.over(oldest(), clock.instant()).forEach(repository::empty);
    }

    private Instant oldest() {
        return clock.instant().minus(properties.kept());
    }

    /**
     * @param goOn the cursor behind which nobody has looked yet, in the direction of the query; null if the page has more
     *     behind it, or there is nothing more to look at
     */
    public record Found(Page<RequestView> page, @Nullable RequestId goOn) {}
}
