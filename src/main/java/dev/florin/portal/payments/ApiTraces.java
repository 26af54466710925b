package dev.florin.portal.payments;

import static dev.florin.portal.payments.Moment.Kind.API;

import dev.florin.members.Permission;
import dev.florin.pages.Visitor;
import dev.florin.requests.RequestView;
import dev.florin.requests.Requests;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** What programs asked the API to do with it, as far back as that is kept. */
@Component
class ApiTraces implements Traces {

    private final Requests requests;

    ApiTraces(Requests requests) {
        this.requests = requests;
    }

    @Override
    public Stream<Moment> of(Subject subject, Visitor visitor) {
        if (!visitor.may(Permission.VIEW_DEVELOPMENT)) {
            return Stream.empty();
        }
        return requests.of(visitor.tenant(), subject.ids().getFirst()).stream()
                .map(request -> moment(request, visitor));
    }

    private static Moment moment(RequestView request, Visitor visitor) {
        return Moment.of(
                        request.at(),
                        API,
                        request.method() + " " + request.path(),
                        "answered %d in %d ms, with key %s%s"
                                .formatted(
                                        request.status(),
                                        request.took().toMillis(),
                                        request.keyId(),
                                        request.replayed() ? ", as before" : ""),
                        request.status() < 400 ? "" : "bad")
                .leadingTo(visitor.path("/logs/" + request.id()));
    }
}
