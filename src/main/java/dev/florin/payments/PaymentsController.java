package dev.florin.payments;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.florin.kernel.Money;
import dev.florin.kernel.Once;
import dev.florin.kernel.PageQuery;
import dev.florin.kernel.PageQuery.Page;
import dev.florin.kernel.Prefer;
import dev.florin.kernel.Tenant;
import dev.florin.orders.OrderId;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Set;
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
            @RequestParam(required = false) @Nullable PaymentMethod method,
            @RequestParam(name = "order_id", required = false) @Nullable OrderId order,
            @RequestParam(name = "created[gte]", required = false) @Nullable Instant createdFrom,
            @RequestParam(name = "created[lt]", required = false) @Nullable Instant createdBefore) {
        var filter = new PaymentFilter(
                status == null ? Set.of() : Set.of(status),
                method == null ? null : method.wire(),
                order,
                null,
                null,
                null,
                null,
                null,
                null,
                createdFrom,
                createdBefore);
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

    /**
     * @param amount minor units; all that is left when absent
     * @param last true to release the rest; {@code final} on the wire
     */
    @Schema(example = "{\"amount\": 20000, \"final\": true}")
    record CaptureBody(
            @Schema(description = "Minor units; all that is left when absent") @Nullable @Min(1) @Max(Money.MAX_MINOR)
            Long amount,

            @Schema(description = "True to release the rest") @JsonProperty("final") @Nullable
            Boolean last) {

        static final CaptureBody ALL = new CaptureBody(null, null);

        boolean isLast() {
            return Boolean.TRUE.equals(last);
        }
    }

    /** Nothing can be said about a void. */
    @Schema(example = "{}")
    record VoidBody() {}

    record PaymentList(
            String object,
            List<PaymentBody> data,
            boolean hasMore,
            @Nullable String nextCursor) {

        static PaymentList of(Page<PaymentBody> page) {
            PaymentBody next = page.next();
            return new PaymentList("list", page.data(), page.hasMore(), next == null ? null : next.id());
        }
    }
}
