package dev.florin.refunds;

import dev.florin.kernel.Money;
import dev.florin.kernel.Once;
import dev.florin.kernel.PageQuery;
import dev.florin.kernel.PageQuery.Page;
import dev.florin.kernel.Prefer;
import dev.florin.kernel.Tenant;
import dev.florin.payments.PaymentId;
import dev.florin.refunds.Refunds.RefundFilter;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.List;
import java.util.Map;
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
@RequestMapping("/api/v1")
@Tag(name = "Refunds", description = "Give money back.")
class RefundsController {

    private final Refunds refunds;

    RefundsController(Refunds refunds) {
        this.refunds = refunds;
    }

    @PostMapping({"/payments/{id}/refunds", "/payments/{id}/refund"})
    @ResponseStatus(HttpStatus.CREATED)
    @Operation(
            operationId = "refundPayment",
            summary = "Refund a payment, or a part of it",
            description = "Answers at once with `pending`, or with the outcome if that comes within `Prefer: wait=N`.")
    RefundBody create(
            Tenant tenant,
            @PathVariable PaymentId id,
            @Valid @RequestBody(required = false) @Nullable RefundOfPaymentBody body,
            Prefer prefer,
            Once.Request request) {
        RefundOfPaymentBody asked = Objects.requireNonNullElse(body, RefundOfPaymentBody.ALL);
        return create(tenant, asked.command(id), prefer, request);
    }

    @PostMapping("/refunds")
    @ResponseStatus(HttpStatus.CREATED)
    @Operation(operationId = "createRefund", summary = "Refund a payment that the body names")
    RefundBody create(Tenant tenant, @Valid @RequestBody CreateRefundBody body, Prefer prefer, Once.Request request) {
        return create(tenant, body.command(), prefer, request);
    }

    private RefundBody create(Tenant tenant, CreateRefund command, Prefer prefer, Once.Request request) {
        return RefundBody.of(refunds.create(tenant, command, prefer, request.answer(201, RefundBody::of)));
    }

    @GetMapping("/refunds/{id}")
    @Operation(operationId = "getRefund", summary = "Retrieve a refund")
    RefundBody get(Tenant tenant, @PathVariable RefundId id) {
        return RefundBody.of(refunds.find(tenant, id));
    }

    @GetMapping("/refunds")
    @Operation(operationId = "listRefunds", summary = "List refunds, newest first")
    RefundList list(
            Tenant tenant,
            @PageQuery.Of("rfnd") PageQuery page,
            @RequestParam(required = false) @Nullable RefundStatus status,
            @RequestParam(name = "payment_id", required = false) @Nullable PaymentId payment,
            @RequestParam(name = "created[gte]", required = false) @Nullable Instant createdFrom,
            @RequestParam(name = "created[lt]", required = false) @Nullable Instant createdBefore) {
        var filter = new RefundFilter(status == null ? Set.of() : Set.of(status), payment, createdFrom, createdBefore);
        return RefundList.of(refunds.list(tenant, filter, page).map(RefundBody::of));
    }

    @GetMapping("/payments/{id}/refunds")
    @Operation(operationId = "listRefundsOfPayment", summary = "List the refunds of a payment, newest first")
    RefundList listOf(Tenant tenant, @PathVariable PaymentId id, @PageQuery.Of("rfnd") PageQuery page) {
        return RefundList.of(refunds.list(tenant, id, page).map(RefundBody::of));
    }

    /** @param amount minor units; all that is left when absent */
    @Schema(example = "{\"amount\": 10000, \"reason\": \"One cup was broken\"}")
    record RefundOfPaymentBody(
            @Schema(description = "Minor units; all that is left when absent") @Nullable @Min(1) @Max(Money.MAX_MINOR)
            Long amount,

            @Schema(description = "For people") @Nullable @Size(max = 255)
            String reason,

            @Nullable @Size(max = 50) Map<@Size(min = 1, max = 40) String, @NotNull @Size(max = 500) String> metadata) {

        static final RefundOfPaymentBody ALL = new RefundOfPaymentBody(null, null, null);

        CreateRefund command(PaymentId payment) {
            return new CreateRefund(payment, amount, reason, metadata == null ? Map.of() : metadata);
        }
    }

    /** @param amount minor units; all that is left when absent */
    @Schema(
            example =
                    "{\"payment_id\": \"pay_01k0wc8s7be6fb2k3v5w9h1zqd\", \"amount\": 10000, \"reason\": \"One cup was broken\"}")
    record CreateRefundBody(
            @NotNull @Size(max = 64) String paymentId,

            @Schema(description = "Minor units; all that is left when absent") @Nullable @Min(1) @Max(Money.MAX_MINOR)
            Long amount,

            @Schema(description = "For people") @Nullable @Size(max = 255)
            String reason,

            @Nullable @Size(max = 50) Map<@Size(min = 1, max = 40) String, @NotNull @Size(max = 500) String> metadata) {

        CreateRefund command() {
            return new CreateRefund(PaymentId.of(paymentId), amount, reason, metadata == null ? Map.of() : metadata);
        }
    }

    record RefundList(
            String object,
            List<RefundBody> data,
            boolean hasMore,
            @Nullable String nextCursor) {

        static RefundList of(Page<RefundBody> page) {
            RefundBody next = page.next();
            return new RefundList("list", page.data(), page.hasMore(), next == null ? null : next.id());
        }
    }
}
