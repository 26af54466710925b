package dev.florin.portal.payments;

import static dev.florin.portal.payments.Moment.Kind.GATEWAY;

import dev.florin.gateways.Exchange;
import dev.florin.gateways.Gateways;
import dev.florin.members.Permission;
import dev.florin.pages.Visitor;
import dev.florin.portal.payments.Moment.Detail;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** What was said to the acquirer and what it answered, masked. */
@Component
class GatewayTraces implements Traces {

    private final Gateways gateways;

    GatewayTraces(Gateways gateways) {
        this.gateways = gateways;
    }

    @Override
    public Stream<Moment> of(Subject subject, Visitor visitor) {
        boolean inDetail = visitor.may(Permission.VIEW_DEVELOPMENT);
        return subject.ids().stream()
                .flatMap(id -> gateways.exchanges(visitor.tenant(), id).stream())
                .map(exchange -> moment(exchange, inDetail));
    }

    private static Moment moment(Exchange exchange, boolean inDetail) {
        boolean isCallback = exchange.operation().equals("callback");
        Integer status = exchange.status();
        String answered = status == null ? "no answer" : "answered " + status;
        Moment moment = Moment.of(
                exchange.at(),
                GATEWAY,
                isCallback ? "The acquirer called back" : asked(exchange.operation()) + " sent to the acquirer",
                isCallback
                        ? null
                        : "%s in %d ms".formatted(answered, exchange.took().toMillis()),
                isCallback || status != null && status < 400 ? "" : "bad");
        return inDetail
                ? moment.with(
                        new Detail(isCallback ? "Event" : "Request", exchange.request()),
                        new Detail(isCallback ? "Body" : "Answer", exchange.answer()))
                : moment;
    }

    private static String asked(String operation) {
        return switch (operation) {
            case "authorize" -> "Authorisation";
            case "cancel" -> "Void";
            case "inquire" -> "Inquiry";
            default -> PaymentPage.readable(operation);
        };
    }
}
