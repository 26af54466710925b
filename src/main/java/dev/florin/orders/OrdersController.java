package dev.florin.orders;

import dev.florin.kernel.Money;
import dev.florin.kernel.Once;
import dev.florin.kernel.PageQuery;
import dev.florin.kernel.PageQuery.Page;
import dev.florin.kernel.Tenant;
import dev.florin.orders.Orders.OrderFilter;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
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
@RequestMapping("/api/v1/orders")
@Tag(name = "Orders", description = "What a merchant wants to be paid for, once.")
class OrdersController {

    private final Orders orders;
    private final String publicUrl;

    OrdersController(Orders orders, @Value("${florin.public-url}") String publicUrl) {
        this.orders = orders;
        this.publicUrl = publicUrl;
    }

    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    @Operation(operationId = "createOrder", summary = "Create an order")
    OrderBody create(Tenant tenant, @Valid @RequestBody CreateOrderBody body, Once.Request request) {
        return wire(orders.create(tenant, body.command(), request.answer(201, this::wire)));
    }

    @GetMapping("/{id}")
    @Operation(operationId = "getOrder", summary = "Retrieve an order")
    OrderBody get(Tenant tenant, @PathVariable OrderId id) {
        return wire(orders.find(tenant, id));
    }

    @GetMapping
    @Operation(operationId = "listOrders", summary = "List orders, newest first")
    OrderList list(
            Tenant tenant,
            @PageQuery.Of("order") PageQuery page,
            @RequestParam(required = false) @Nullable OrderStatus status,
            @RequestParam(required = false) @Nullable String receipt,
            @RequestParam(name = "created[gte]", required = false) @Nullable Instant createdFrom,
            @RequestParam(name = "created[lt]", required = false) @Nullable Instant createdBefore) {
        var filter =
                new OrderFilter(status == null ? Set.of() : Set.of(status), receipt, null, createdFrom, createdBefore);
        return OrderList.of(orders.list(tenant, filter, page).map(this::wire));
    }

    @PostMapping("/{id}/cancel")
    @Operation(operationId = "cancelOrder", summary = "Cancel an order that nobody has paid or is paying")
    OrderBody cancel(Tenant tenant, @PathVariable OrderId id, Once.Request request) {
        return wire(orders.cancel(tenant, id, request.answer(200, this::wire)));
    }

    private OrderBody wire(OrderView order) {
        return OrderBody.of(order, publicUrl);
    }

    /**
     * @param amount minor units; may be left out when there are line items
     * @param expiresIn seconds
     * @param notes another name for metadata
     */
    @Schema(example = """
            {"amount": 50000, "currency": "INR", "receipt": "r-1", "metadata": {"table": "7"},
             "line_items": [{"sku": "tea", "name": "Tea", "quantity": 2, "unit_amount": 25000}]}""")
    record CreateOrderBody(
            @Schema(
                    description =
                            "Minor units, such as 50000 for 500 rupees. With line items it may be left out, and otherwise is their sum.")
            @Nullable
            @Min(1)
            @Max(Money.MAX_MINOR)
            Long amount,

            @Schema(description = "ISO 4217, three capital letters", example = "INR") @NotNull
            String currency,

            @Schema(description = "The merchant's own number; orders can be listed by it") @Nullable @Size(max = 100)
            String receipt,

            @Nullable @Size(max = 200) List<@Valid @NotNull LineItemBody> lineItems,

            @Schema(description = "Whether payments are captured at once (the default) or by a request of their own")
            @Nullable
            CaptureMode capture,

            @Schema(description = "Seconds in which the order can be paid; 900 where nothing is said")
            @Nullable
            @Min(60)
            @Max(2_592_000)
            Long expiresIn,

            @Nullable @Valid CustomerBody customer,

            @Schema(format = "uri", description = "Where the customer goes on after paying")
            @Nullable
            @Size(max = 2048)
            @Pattern(regexp = "https?://\\S+", message = "must be an absolute http or https URL")
            String returnUrl,

            @Schema(
                    description =
                            "What the merchant wants to find again: at most 50 texts, of 500 characters, by names of 40")
            @Nullable
            @Size(max = 50)
            Map<@Size(min = 1, max = 40) String, @NotNull @Size(max = 500) String> metadata,

            @Schema(description = "Another name for metadata") @Nullable @Size(max = 50)
            Map<@Size(min = 1, max = 40) String, @NotNull @Size(max = 500) String> notes) {

        CreateOrder command() {
            List<LineItem> items = lineItems == null
                    ? List.of()
                    : lineItems.stream().map(LineItemBody::item).toList();
            return new CreateOrder(
                    CreateOrder.amount(amount, Money.currency(currency), items),
                    receipt,
                    items,
                    Objects.requireNonNullElse(capture, CaptureMode.AUTOMATIC),
                    expiresIn == null ? CreateOrder.DEFAULT_EXPIRY : Duration.ofSeconds(expiresIn),
                    customer == null
                            ? Customer.UNKNOWN
                            : new Customer(customer.name(), customer.email(), customer.phone()),
                    returnUrl,
                    metadata != null ? metadata : notes != null ? notes : Map.of());
        }
    }

    record LineItemBody(
            @Nullable @Size(max = 100) String sku,
            @NotBlank @Size(max = 250) String name,
            @NotNull @Min(1) @Max(1_000_000) Integer quantity,

            @Schema(description = "Minor units") @NotNull @Min(0) @Max(Money.MAX_MINOR)
            Long unitAmount) {

        LineItem item() {
            return new LineItem(sku, name, quantity, unitAmount);
        }
    }

    record CustomerBody(
            @Nullable @Size(max = 250) String name,

            @Nullable @Size(max = 254) @Pattern(regexp = "[^@\\s]+@[^@\\s]+", message = "must be an e-mail address")
            String email,

            @Nullable @Size(max = 20) @Pattern(regexp = "\\+?[0-9 ()-]{4,}", message = "must be a telephone number")
            String phone) {}

    record OrderList(
            String object,
            List<OrderBody> data,
            boolean hasMore,
            @Nullable String nextCursor) {

        static OrderList of(Page<OrderBody> page) {
            OrderBody next = page.next();
            return new OrderList("list", page.data(), page.hasMore(), next == null ? null : next.id());
        }
    }
}
