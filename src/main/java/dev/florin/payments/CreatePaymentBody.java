package dev.florin.payments;

import com.fasterxml.jackson.annotation.JsonValue;
import dev.florin.gateways.Instrument.UpiFlow;
import dev.florin.kernel.Money;
import dev.florin.kernel.Rejection;
import dev.florin.orders.CaptureMode;
import dev.florin.orders.OrderId;
import dev.florin.payments.CreatePayment.Purpose;
import dev.florin.payments.CreatePayment.Source;
import dev.florin.vault.Card;
import dev.florin.vault.CardToken;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The body of {@code POST /payments}. {@code method} may be left out where another field tells it. */
@Schema(example = """
        {"amount": 50000, "currency": "INR",
         "card": {"number": "4242424242424242", "exp_month": 12, "exp_year": 2030, "cvc": "123"}}""")
record CreatePaymentBody(
        @Schema(description = "The order to pay; or 'amount' and 'currency' in its place") @Nullable @Size(max = 64)
        String orderId,

        @Schema(description = "Minor units, without an order") @Nullable @Min(1) @Max(Money.MAX_MINOR)
        Long amount,

        @Schema(description = "ISO 4217, three capital letters", example = "INR") @Nullable
        String currency,

        @Nullable PaymentMethod method,
        @Nullable @Valid CardBody card,

        @Schema(description = "A card that was paid with before: 'tok_…'") @Nullable @Size(max = 64)
        String token,

        @Schema(description = "The security code of the card behind 'token'; it is never kept")
        @Nullable
        @Pattern(regexp = "[0-9]{3,4}", message = "must be 3 or 4 digits")
        String cvc,

        @Nullable @Valid UpiBody upi,

        @Nullable @Pattern(regexp = VPA, message = VPA_MESSAGE)
        String vpa,

        @Schema(description = "Overrides the order's") @Nullable
        CaptureMode capture,

        @Nullable @Size(max = 100) String description,

        @Nullable
        @Size(max = 2048)
        @Pattern(regexp = "https?://\\S+", message = "must be an absolute http or https URL")
        String returnUrl,

        @Nullable @Size(max = 50) Map<@Size(min = 1, max = 40) String, @NotNull @Size(max = 500) String> metadata) {

    static final String VPA = "[A-Za-z0-9._-]{2,256}@[A-Za-z][A-Za-z0-9]{1,63}";
    static final String VPA_MESSAGE = "must be a UPI address such as name@bank";

    CreatePayment command() {
        return new CreatePayment(
                purpose(), source(), capture, description, returnUrl, Objects.requireNonNullElse(metadata, Map.of()));
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
        PaymentMethod implied = upi != null || vpa != null ? PaymentMethod.UPI : PaymentMethod.CARD;
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

    /** Cards, codes and payers' addresses stay out of logs. */
    @Override
    public String toString() {
        return "CreatePaymentBody[…]";
    }

    record CardBody(
            @Schema(description = "12 to 19 digits; spaces and hyphens are dropped", example = "4242424242424242")
            @NotNull
            @Size(max = 40)
            String number,

            @Schema(description = "1 to 12", example = "12") @NotNull
            Integer expMonth,

            @Schema(description = "Four digits, or the two on the card", example = "2030") @NotNull
            Integer expYear,

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
            @Schema(description = "A code to scan, a link to an app, or (where it is still allowed) a request to 'vpa'")
            @Nullable
            Flow flow,

            @Nullable @Pattern(regexp = VPA, message = VPA_MESSAGE)
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
