package dev.florin.payments;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.florin.gateways.Instrument.UpiFlow;
import dev.florin.gateways.Outcome.Action;
import dev.florin.kernel.Money;
import dev.florin.kernel.Once;
import dev.florin.kernel.PageQuery;
import dev.florin.kernel.PageQuery.Page;
import dev.florin.kernel.Prefer;
import dev.florin.kernel.Rejection;
import dev.florin.kernel.Tenant;
import dev.florin.orders.CaptureMode;
import dev.florin.orders.OrderId;
import dev.florin.payments.CreatePayment.Purpose;
import dev.florin.payments.CreatePayment.Source;
import dev.florin.payments.PaymentView.PaymentError;
import dev.florin.payments.Payments.PaymentFilter;
import dev.florin.vault.Card;
import dev.florin.vault.CardToken;
import dev.florin.vault.CardView;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/payments")
@Tag(name = "Payments", description = "Authorise, capture and void.")
class PaymentsController {

    private final Payments payments;

    PaymentsController(Payments payments) {
        this.payments = payments;
    }

    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    @Operation(
            operationId = "createPayment",
            summary = "Begin a payment",
            description = "Answers at once with `pending`, or with the outcome if that comes within `Prefer: wait=N`.")
    PaymentBody create(Tenant tenant, @Valid @RequestBody CreatePaymentBody body, Prefer prefer, Once.Request request) {
        return PaymentBody.of(payments.create(tenant, body.command(), prefer, request.answer(201, PaymentBody::of)));
    }

    @GetMapping("/{id}")
    @Operation(operationId = "getPayment", summary = "Retrieve a payment with its events")
    PaymentBody get(Tenant tenant, @PathVariable PaymentId id) {
        return PaymentBody.of(payments.find(tenant, id));
    }

    @GetMapping
    @Operation(operationId = "listPayments", summary = "List payments, newest first, without their events")
    PaymentList list(
            Tenant tenant,
            @PageQuery.Of("pay") PageQuery page,
            @RequestParam(required = false) @Nullable PaymentStatus status,
            @RequestParam(required = false) @Nullable Method method,
            @RequestParam(name = "order_id", required = false) @Nullable OrderId order,
            @RequestParam(name = "created[gte]", required = false) @Nullable Instant createdFrom,
            @RequestParam(name = "created[lt]", required = false) @Nullable Instant createdBefore) {
        var filter =
                new PaymentFilter(status, method == null ? null : method.wire(), order, createdFrom, createdBefore);
        return PaymentList.of(payments.list(tenant, filter, page).map(PaymentBody::of));
    }

    @GetMapping("/{id}/public")
    @Operation(
            operationId = "getPublicPayment",
            summary = "What a customer may know of a payment, for the key id alone")
    PublicPaymentBody getPublic(Tenant tenant, @PathVariable PaymentId id) {
        return PublicPaymentBody.of(payments.find(tenant, id));
    }

    @PostMapping("/{id}/capture")
    @Operation(operationId = "capturePayment", summary = "Capture an authorised payment, or a part of it")
    PaymentBody capture(
            Tenant tenant,
            @PathVariable PaymentId id,
            @Valid @RequestBody(required = false) @Nullable CaptureBody body,
            Prefer prefer,
            Once.Request request) {
        CaptureBody asked = Objects.requireNonNullElse(body, CaptureBody.ALL);
        return PaymentBody.of(payments.capture(
                tenant, id, asked.amount(), asked.isLast(), prefer, request.answer(200, PaymentBody::of)));
    }

    @PostMapping("/{id}/void")
    @Operation(operationId = "voidPayment", summary = "Release what is not captured")
    PaymentBody cancel(
            Tenant tenant,
            @PathVariable PaymentId id,
            @RequestBody(required = false) @Nullable VoidBody body,
            Prefer prefer,
            Once.Request request) {
        return PaymentBody.of(payments.cancel(tenant, id, prefer, request.answer(200, PaymentBody::of)));
    }

    /** {@code method} may be left out where another field tells it. */
    record CreatePaymentBody(
            @Nullable String orderId,
            @Nullable @Min(1) @Max(Money.MAX_MINOR) Long amount,
            @Nullable String currency,
            @Nullable Method method,
            @Nullable @Valid CardBody card,
            @Nullable String token,

            @Nullable @Pattern(regexp = "[0-9]{3,4}", message = "must be 3 or 4 digits")
            String cvc,

            @Nullable @Valid UpiBody upi,

            @Nullable @Pattern(regexp = VPA, message = VPA_MESSAGE)
            String vpa,

            @Nullable CaptureMode capture,
            @Nullable @Size(max = 100) String description,

            @Nullable
            @Size(max = 2048)
            @Pattern(regexp = "https?://\\S+", message = "must be an absolute http or https URL")
            String returnUrl,

            @Nullable @Size(max = 50) Map<@Size(min = 1, max = 40) String, @NotNull @Size(max = 500) String> metadata) {

        private static final String VPA = "[A-Za-z0-9._-]{2,256}@[A-Za-z][A-Za-z0-9]{1,63}";
        private static final String VPA_MESSAGE = "must be a UPI address such as name@bank";

        CreatePayment command() {
            return new CreatePayment(
                    purpose(),
                    source(),
                    capture,
                    description,
                    returnUrl,
                    Objects.requireNonNullElse(metadata, Map.of()));
        }

        private Purpose purpose() {
            if (orderId != null) {
                if (amount != null || currency != null) {
                    throw new PurposeUnclear("Send either 'order_id', or 'amount' and 'currency', not both.", "amount");
                }
                return new Purpose.ForOrder(OrderId.of(orderId));
            }
            if (amount == null || currency == null) {
                throw new PurposeUnclear(
                        "Send 'order_id', or 'amount' in minor units and 'currency'.",
                        amount == null ? "amount" : "currency");
            }
            return new Purpose.ForAmount(Money.of(amount, currency));
        }

        private Source source() {
            long given = Stream.of(card, token, upi != null ? upi : vpa)
                    .filter(Objects::nonNull)
                    .count();
            if (given != 1) {
                throw new MethodUnclear("Send exactly one of 'card', 'token' and 'upi'.", "method");
            }
            Method implied = upi != null || vpa != null ? Method.UPI : Method.CARD;
            if (method != null && method != implied) {
                throw new MethodUnclear(
                        "'method' is %s, but the fields are those of %s.".formatted(method.wire(), implied.wire()),
                        "method");
            }
            if (card != null) {
                return new Source.NewCard(card.card());
            }
            if (token != null) {
                return new Source.StoredCard(
                        CardToken.parse(token)
                                .orElseThrow(() -> new MethodUnclear("'token' is not a token: 'tok_…'.", "token")),
                        cvc);
            }
            return upi != null ? upi.source(vpa) : new Source.Upi(UpiFlow.COLLECT, vpa);
        }
    }

    record CardBody(
            @NotNull @Size(max = 40) String number,
            @NotNull Integer expMonth,
            @NotNull Integer expYear,
            @Nullable @Size(max = 4) String cvc,
            @Nullable @Size(max = 100) String name) {

        Card card() {
            return new Card(number, expMonth, expYear, cvc, name);
        }

        @Override
        public String toString() {
            return "CardBody[…]";
        }
    }

    record UpiBody(
            @Nullable Flow flow,

            @Nullable @Pattern(regexp = CreatePaymentBody.VPA, message = CreatePaymentBody.VPA_MESSAGE)
            String vpa) {

        Source.Upi source(@Nullable String outerVpa) {
            String payer = vpa != null ? vpa : outerVpa;
            if (payer != null && flow != null && flow != Flow.COLLECT) {
                throw new MethodUnclear("A 'vpa' goes with flow 'collect' alone.", "upi.flow");
            }
            if (payer == null && (flow == null || flow == Flow.COLLECT)) {
                throw new MethodUnclear("Send 'upi.flow' (qr or intent), or 'upi.vpa'.", "upi.flow");
            }
            return payer != null
                    ? new Source.Upi(UpiFlow.COLLECT, payer)
                    : new Source.Upi(flow == Flow.QR ? UpiFlow.QR : UpiFlow.INTENT, null);
        }

        enum Flow {
            QR,
            INTENT,
            COLLECT;

            @JsonValue
            String wire() {
                return name().toLowerCase(Locale.ROOT);
            }
        }
    }

    /**
     * @param amount minor units; all that is left when absent
     * @param last true to release the rest; {@code final} on the wire
     */
    record CaptureBody(
            @Nullable @Min(1) @Max(Money.MAX_MINOR) Long amount,
            @JsonProperty("final") @Nullable Boolean last) {

        static final CaptureBody ALL = new CaptureBody(null, null);

        boolean isLast() {
            return Boolean.TRUE.equals(last);
        }
    }

    /** Nothing can be said about a void. */
    record VoidBody() {}

    enum Method {
        CARD,
        UPI;

        @JsonValue
        String wire() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    record PaymentBody(
            String id,
            String object,
            String orderId,
            PaymentStatus status,
            long amount,
            long amountCaptured,
            long amountCapturable,
            long amountRefunded,
            String currency,
            CaptureMode capture,
            Method method,
            @Nullable CardSummary card,
            @Nullable String token,
            @Nullable String vpa,
            @Nullable String authCode,
            @Nullable NextAction nextAction,
            @Nullable Reason error,
            @Nullable Long captureBefore,
            String description,
            Map<String, String> metadata,
            @JsonInclude(JsonInclude.Include.NON_EMPTY) List<EventBody> events,
            boolean livemode,
            long createdAt) {

        static PaymentBody of(PaymentView payment) {
            var terms = payment.terms();
            CardView card = terms.card();
            return new PaymentBody(
                    payment.id().toString(),
                    "payment",
                    terms.order().toString(),
                    payment.status(),
                    terms.amount().minor(),
                    payment.captured().minor(),
                    payment.capturable().minor(),
                    payment.refunded().minor(),
                    terms.amount().currency().getCurrencyCode(),
                    terms.capture(),
                    card == null ? Method.UPI : Method.CARD,
                    card == null ? null : CardSummary.of(card),
                    card == null ? null : card.token().toString(),
                    terms.vpa(),
                    payment.authCode(),
                    NextAction.of(payment.action()),
                    Reason.of(payment.error()),
                    payment.captureBefore() == null
                            ? null
                            : payment.captureBefore().getEpochSecond(),
                    terms.description(),
                    terms.metadata(),
                    EventBody.of(payment.events()),
                    payment.tenant().live(),
                    terms.at().getEpochSecond());
        }
    }

    /** No token, no metadata, no description: the id of a key is not a secret. */
    record PublicPaymentBody(
            String id,
            String object,
            String orderId,
            PaymentStatus status,
            long amount,
            String currency,
            @Nullable NextAction nextAction,
            @Nullable Reason error,
            boolean livemode) {

        static PublicPaymentBody of(PaymentView payment) {
            return new PublicPaymentBody(
                    payment.id().toString(),
                    "payment",
                    payment.terms().order().toString(),
                    payment.status(),
                    payment.terms().amount().minor(),
                    payment.terms().amount().currency().getCurrencyCode(),
                    NextAction.of(payment.action()),
                    Reason.of(payment.error()),
                    payment.tenant().live());
        }
    }

    record CardSummary(String brand, String last4, int expMonth, int expYear) {

        static CardSummary of(CardView card) {
            return new CardSummary(card.brand(), card.last4(), card.expMonth(), card.expYear());
        }
    }

    /** @param expiresAt Unix seconds */
    record NextAction(String type, String url, long expiresAt) {

        static @Nullable NextAction of(@Nullable Action action) {
            return action == null
                    ? null
                    : new NextAction(
                            action.kind().name().toLowerCase(Locale.ROOT),
                            action.url(),
                            action.expiresAt().getEpochSecond());
        }
    }

    /**
     * @param source who refused: {@code issuer} or {@code gateway}
     * @param step at which step: {@code authorization}
     * @param reason the code again, for those who know this shape from elsewhere
     */
    record Reason(String code, String message, String source, String step, String reason) {

        static @Nullable Reason of(@Nullable PaymentError error) {
            if (error == null) {
                return null;
            }
            String source = error.code().startsWith("gateway_") ? "gateway" : "issuer";
            return new Reason(error.code(), error.message(), source, "authorization", error.code());
        }
    }

    /**
     * @param type the name that webhooks use
     * @param amount minor units, for what moves money
     */
    record EventBody(
            String type,
            long createdAt,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            Long amount) {

        static List<EventBody> of(List<PaymentEvent> events) {
            return events.stream().map(EventBody::of).toList();
        }

        private static EventBody of(PaymentEvent event) {
            long at = event.at().getEpochSecond();
            return switch (event) {
                case PaymentEvent.Initiated e ->
                    new EventBody("payment.created", at, e.amount().minor());
                case PaymentEvent.Accepted e ->
                    new EventBody(e.action() == null ? "payment.pending" : "payment.requires_action", at, null);
                case PaymentEvent.LeftOpen _ -> new EventBody("payment.outcome_unknown", at, null);
                case PaymentEvent.Authorized e ->
                    new EventBody("payment.authorized", at, e.amount().minor());
                case PaymentEvent.CaptureRequested e ->
                    new EventBody("payment.capture_requested", at, e.amount().minor());
                case PaymentEvent.Captured e ->
                    new EventBody("payment.success", at, e.amount().minor());
                case PaymentEvent.CaptureRefused e ->
                    new EventBody("payment.capture_failed", at, e.amount().minor());
                case PaymentEvent.VoidRequested _ -> new EventBody("payment.void_requested", at, null);
                case PaymentEvent.Voided _ -> new EventBody("payment.cancelled", at, null);
                case PaymentEvent.VoidRefused _ -> new EventBody("payment.void_failed", at, null);
                case PaymentEvent.Failed _ -> new EventBody("payment.failed", at, null);
            };
        }
    }

    record PaymentList(
            String object,
            List<PaymentBody> data,
            boolean hasMore,
            @Nullable String nextCursor) {

        static PaymentList of(Page<PaymentBody> page) {
            return new PaymentList(
                    "list",
                    page.data(),
                    page.hasMore(),
                    page.hasMore() ? page.data().getLast().id() : null);
        }
    }

    static final class PurposeUnclear extends Rejection {
        PurposeUnclear(String message, String param) {
            super(Kind.INVALID, "purpose_unclear", message, param);
        }
    }

    static final class MethodUnclear extends Rejection {
        MethodUnclear(String message, String param) {
            super(Kind.INVALID, "method_unclear", message, param);
        }
    }
}
