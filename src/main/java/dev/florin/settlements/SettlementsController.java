package dev.florin.settlements;

import dev.florin.kernel.Money;
import dev.florin.kernel.PageQuery;
import dev.florin.kernel.PageQuery.Page;
import dev.florin.kernel.Tenant;
import dev.florin.settlements.Settlements.Lines;
import dev.florin.settlements.Settlements.SettlementFilter;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/settlements")
@Tag(name = "Settlements", description = "What is paid out to you, and of what it is made up.")
class SettlementsController {

    private final Settlements settlements;
    private final Payouts payouts;

    SettlementsController(Settlements settlements, Payouts payouts) {
        this.settlements = settlements;
        this.payouts = payouts;
    }

    @GetMapping
    @Operation(operationId = "listSettlements", summary = "List settlements, newest first")
    SettlementList list(
            Tenant tenant,
            @PageQuery.Of("stl") PageQuery page,
            @RequestParam(required = false) @Nullable SettlementStatus status,
            @RequestParam(required = false) @Nullable String currency,
            @RequestParam(name = "created[gte]", required = false) @Nullable Instant createdFrom,
            @RequestParam(name = "created[lt]", required = false) @Nullable Instant createdBefore) {
        var filter = new SettlementFilter(
                status == null ? Set.of() : Set.of(status),
                currency == null ? null : Money.currency(currency),
                createdFrom,
                createdBefore);
        OnHold hold = payouts.onHold(tenant).orElse(null);
        return SettlementList.of(settlements
                .list(tenant, filter, page)
                .map(settlement ->
                        SettlementBody.of(settlement, settlement.status() == SettlementStatus.CREATED ? hold : null)));
    }

    @GetMapping("/{id}")
    @Operation(operationId = "getSettlement", summary = "Retrieve a settlement")
    SettlementBody get(Tenant tenant, @PathVariable SettlementId id) {
        SettlementView settlement = settlements.find(tenant, id);
        return SettlementBody.of(settlement, payouts.onHold(settlement).orElse(null));
    }

    @GetMapping("/{id}/lines")
    @Operation(
            operationId = "listSettlementLines",
            summary = "List what a settlement is made up of, oldest first",
            description = "The fee of each capture is rounded by itself; the sums of all lines are the settlement's.")
    LineList lines(
            Tenant tenant,
            @PathVariable SettlementId id,
            @RequestParam(defaultValue = "10") @Min(1) @Max(PageQuery.MAX_LIMIT) int limit,
            @RequestParam(name = "starting_after", required = false) @Nullable String after) {
        return LineList.of(settlements.lines(settlements.find(tenant, id), after, limit));
    }

    record SettlementList(
            String object,
            List<SettlementBody> data,
            boolean hasMore,
            @Nullable String nextCursor) {

        static SettlementList of(Page<SettlementBody> page) {
            SettlementBody next = page.next();
            return new SettlementList("list", page.data(), page.hasMore(), next == null ? null : next.id());
        }
    }

    /** A line as its merchant sees it. */
    record LineBody(
            String id,
            String object,
            Line.Kind kind,

            @Schema(description = "What it gave you, before its fee; below 0 if it took")
            long amount,

            @Schema(description = "Of a capture; 0 for all others")
            long fee,

            @Schema(description = "Amount − fee") long net,
            String currency,
            @Nullable String paymentId,
            @Nullable String refundId,
            @Nullable String disputeId,

            @Schema(description = "Whose payout came back") @Nullable
            String settlementId,

            @Schema(description = "Unix seconds") long createdAt) {

        static LineBody of(Line line) {
            return new LineBody(
                    line.id(),
                    "settlement_line",
                    line.kind(),
                    line.amount().minor(),
                    line.fee().minor(),
                    line.net().minor(),
                    line.amount().currency().getCurrencyCode(),
                    line.payment(),
                    line.refund(),
                    line.dispute(),
                    line.settlement(),
                    line.at().getEpochSecond());
        }
    }

    record LineList(
            String object,
            List<LineBody> data,
            boolean hasMore,
            @Nullable String nextCursor) {

        static LineList of(Lines lines) {
            return new LineList(
                    "list", lines.data().stream().map(LineBody::of).toList(), lines.hasMore(), lines.next());
        }
    }
}
