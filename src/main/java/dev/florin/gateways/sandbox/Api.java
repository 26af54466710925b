package dev.florin.gateways.sandbox;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.time.YearMonth;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What clients speak: {@code /v1/authorizations}, {@code captures}, {@code voids}, {@code refunds}, {@code transactions}, {@code statements}. */
final class Api extends Endpoint {

    private static final String PREFIX = "/v1/";

    private final Processor processor;
    private final Issuer issuer;
    private final Faults faults;
    private final Statements statements;
    private final byte[] credentials;

    Api(Processor processor, Issuer issuer, Faults faults, Statements statements, String apiKey) {
        this.statements = statements;
        this.processor = processor;
        this.issuer = issuer;
        this.faults = faults;
        this.credentials = bearer(apiKey);
    }

    @Override
    Reply answer(HttpExchange http) throws IOException, InterruptedException {
        authenticate(http, credentials);
        String[] path =
                http.getRequestURI().getPath().substring(PREFIX.length()).split("/", 2);
        return switch (http.getRequestMethod() + " " + path[0]) {
            case "POST authorizations" -> authorize(body(http, Messages.Authorize.class));
            case "POST captures" -> capture(body(http, Messages.Capture.class));
            case "POST voids" -> release(body(http, Messages.Void.class));
            case "POST refunds" -> refund(body(http, Messages.Refund.class));
            case "GET transactions" -> inquire(reference(path[path.length - 1]));
            case "GET statements" -> statements.tell(Statements.Wanted.of(http.getRequestURI()));
            default -> throw new Refusal(404, "no_such_resource", "There is nothing here.");
        };
    }

    private Reply authorize(Messages.Authorize asked) throws InterruptedException {
        String instrument;
        Verdict verdict;
        if (asked.card() instanceof Messages.Card card) {
            instrument = MagicValues.mask(card.number());
            verdict = card(asked, card);
        } else if (asked.upi() instanceof Messages.Upi upi) {
            instrument = upi.instrument();
            verdict = upi(asked, upi);
        } else {
            throw new IllegalStateException("Neither card nor UPI");
        }
        Request request = new Request(
                Operation.AUTHORIZE,
                asked.reference(),
                null,
                asked.amount(),
                asked.currency(),
                asked.capture(),
                instrument);
        return carryOut(request, verdict, asked.returnUrl(), asked.account(), instrument);
    }

    private Verdict card(Messages.Authorize asked, Messages.Card card) {
        return card.passesLuhn()
                ? issuer.card(asked.reference(), card.number(), YearMonth.of(card.expYear(), card.expMonth()))
                : Verdict.at(Result.declined("incorrect_number"));
    }

    private Verdict upi(Messages.Authorize asked, Messages.Upi upi) {
        if (!asked.currency().equals("INR")) {
            return Verdict.at(Result.declined("currency_not_supported"));
        }
        return upi.vpa() == null
                ? issuer.link(asked.reference(), upi.flow().equals("qr"), asked.amount(), asked.description())
                : issuer.collect(upi.vpa());
    }

    private Reply capture(Messages.Capture asked) throws InterruptedException {
        Request request = new Request(
                Operation.CAPTURE, asked.reference(), asked.authorization(), asked.amount(), null, asked.last(), null);
        return carryOut(request, Verdict.at(Result.APPROVED), null, asked.account(), instrument(asked.authorization()));
    }

    private Reply release(Messages.Void asked) throws InterruptedException {
        Request request = new Request(Operation.VOID, asked.reference(), asked.authorization(), 0, null, true, null);
        return carryOut(request, Verdict.at(Result.APPROVED), null, asked.account(), instrument(asked.authorization()));
    }

    private Reply refund(Messages.Refund asked) throws InterruptedException {
        Request request = new Request(
                Operation.REFUND, asked.reference(), asked.authorization(), asked.amount(), null, false, null);
        String instrument = instrument(asked.authorization());
        return carryOut(request, issuer.refund(instrument), null, asked.account(), instrument);
    }

    private Reply inquire(UUID reference) throws InterruptedException {
        Strike strike = faults.onRequest(Operation.INQUIRE, reference, instrument(reference));
        return around(
                strike,
                () -> Reply.json(processor
                        .inquire(reference)
                        .orElseThrow(
                                () -> new Refusal(404, "not_found", "There is no transaction with this reference."))));
    }

    private Reply carryOut(
            Request request,
            Verdict verdict,
            @Nullable String returnUrl,
            @Nullable String account,
            @Nullable String instrument)
            throws InterruptedException {
        Strike strike = faults.onRequest(request.operation(), request.reference(), instrument);
        Verdict wish = strike == null ? verdict : bend(verdict, request, strike);
        return around(strike, () -> Reply.json(Statement.first(processor.take(request, wish, returnUrl, account))));
    }

    private Verdict bend(Verdict verdict, Request request, Strike strike) {
        return switch (strike.fault()) {
            case LATE_SUCCESS -> issuer.late(verdict, strike.delay());
            case SUCCESS_AFTER_DECLINE ->
                request.operation() == Operation.AUTHORIZE ? issuer.successAfterDecline(strike.delay()) : verdict;
            default -> verdict;
        };
    }

    private static Reply around(@Nullable Strike strike, Strike.Work work) throws InterruptedException {
        return strike == null ? work.carryOut() : strike.around(work);
    }

    private @Nullable String instrument(UUID authorization) {
        return processor
                .find(authorization)
                .map(found -> found.request().instrument())
                .orElse(null);
    }
}
