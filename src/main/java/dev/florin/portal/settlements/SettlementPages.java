package dev.florin.portal.settlements;

import dev.florin.audit.Audit;
import dev.florin.kernel.PageQuery;
import dev.florin.kernel.PageQuery.Page;
import dev.florin.members.Permission;
import dev.florin.merchants.BankAccounts;
import dev.florin.pages.Csv;
import dev.florin.pages.Onward;
import dev.florin.pages.Requires;
import dev.florin.pages.Visitor;
import dev.florin.portal.PageTurn;
import dev.florin.portal.State;
import dev.florin.settlements.OnHold;
import dev.florin.settlements.Payouts;
import dev.florin.settlements.SettlementId;
import dev.florin.settlements.SettlementStatus;
import dev.florin.settlements.SettlementView;
import dev.florin.settlements.Settlements;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** What was paid out, and what will be next: the list, and each settlement. */
@Controller
@RequestMapping("/dashboard/settlements")
class SettlementPages {

    private static final int LINES = 50;

    /** As many lines as are added up while somebody waits. */
    private static final int FORECAST = 2_000;

    private final Settlements settlements;
    private final Payouts payouts;
    private final BankAccounts accounts;
    private final Audit audit;
    private final InstantSource clock;

    SettlementPages(Settlements settlements, Payouts payouts, BankAccounts accounts, Audit audit, InstantSource clock) {
        this.settlements = settlements;
        this.payouts = payouts;
        this.accounts = accounts;
        this.audit = audit;
        this.clock = clock;
    }

    /** A settlement in a list. */
    record Row(SettlementView settlement, State standing) {

        static Row of(SettlementView settlement, @Nullable OnHold hold) {
            return new Row(settlement, State.of(settlement.status(), hold != null));
        }
    }

    @GetMapping
    @Requires(Permission.VIEW_PAYMENTS)
    String list(
            Visitor visitor,
            @ModelAttribute("search") SettlementSearch search,
            @RequestParam(name = "starting_after", required = false) @Nullable String after,
            @RequestParam(name = "ending_before", required = false) @Nullable String before,
            Model model) {
        PageQuery query = PageTurn.query("stl", after, before);
        Page<SettlementView> page = settlements.list(visitor.tenant(), search.filter(visitor.zone()), query);
        OnHold hold = payouts.onHold(visitor.tenant()).orElse(null);
        model.addAttribute(
                "rows", page.data().stream().map(it -> Row.of(it, hold)).toList());
        model.addAttribute(
                "turn",
                PageTurn.of(
                        visitor.path("/settlements"),
                        search.parameters(),
                        query,
                        page,
                        it -> it.id().toString(),
                        null));
        model.addAttribute("hold", hold);
        model.addAttribute("account", accounts.find(visitor.tenant()).orElse(null));
        model.addAttribute("forecasts", settlements.forecast(visitor.tenant(), FORECAST));
        model.addAttribute("dayEnds", dayEnds(visitor));
        model.addAttribute("statuses", SettlementStatus.values());
        return "portal/settlements/list";
    }

    private Instant dayEnds(Visitor visitor) {
        return clock.instant()
                .atZone(visitor.zone())
                .toLocalDate()
                .plusDays(1)
                .atStartOfDay(visitor.zone())
                .toInstant();
    }

    @GetMapping("/export")
    @Requires(Permission.EXPORT)
    void export(Visitor visitor, @ModelAttribute SettlementSearch search, HttpServletResponse response) {
        audit.record(visitor.deed("settlement.export", null).after(search.parameters()));
        Csv.write(
                response,
                visitor.live() ? "settlements.csv" : "test-settlements.csv",
                SettlementFiles.COLUMNS,
                csv -> each(visitor, search, csv));
    }

    /** A hundred at a time, each by a short statement: whoever reads slowly holds nothing. */
    private void each(Visitor visitor, SettlementSearch search, Csv csv) {
        PageQuery query = PageQuery.first(PageQuery.MAX_LIMIT);
        while (true) {
            Page<SettlementView> page = settlements.list(visitor.tenant(), search.filter(visitor.zone()), query);
            page.data().forEach(it -> csv.row(SettlementFiles.cells(it)));
            SettlementView next = page.next();
            if (next == null) {
                return;
            }
            query = new PageQuery(PageQuery.MAX_LIMIT, next.id().value(), null);
        }
    }

    /** As at midnight, for who tries it out. */
    @PostMapping("/now")
    @Requires(Permission.MOVE_MONEY)
    Object settleNow(Visitor visitor, HttpServletRequest request, HttpServletResponse response) {
        if (visitor.live()) {
            return Onward.to(
                    visitor.path("/settlements"), "Real money is settled when your day ends.", request, response);
        }
        List<SettlementView> made = settlements.settleNow(visitor.tenant());
        audit.record(visitor.deed("settlement.settle_now", null)
                .after(Map.of(
                        "made", made.stream().map(it -> it.id().toString()).toList())));
        String said = switch (made.size()) {
            case 0 -> "Nothing has moved since the last time. What was just paid takes some seconds.";
            case 1 -> "Settled.";
            default -> "Settled in %d currencies.".formatted(made.size());
        };
        return Onward.to(visitor.path("/settlements"), said, request, response);
    }

    @GetMapping("/{id}")
    @Requires(Permission.VIEW_PAYMENTS)
    String show(
            Visitor visitor,
            @PathVariable String id,
            @RequestParam(name = "starting_after", required = false) @Nullable String after,
            Model model) {
        SettlementView settlement = settlements.find(visitor.tenant(), SettlementId.of(id));
        OnHold hold = payouts.onHold(settlement).orElse(null);
        model.addAttribute("settlement", settlement);
        model.addAttribute("standing", State.of(settlement.status(), hold != null));
        model.addAttribute("hold", hold);
        model.addAttribute("account", accounts.find(visitor.tenant()).orElse(null));
        model.addAttribute("lines", settlements.lines(settlement, after, LINES));
        model.addAttribute("isFirst", after == null);
        return "portal/settlements/show";
    }

    @GetMapping("/{id}/lines.csv")
    @Requires(Permission.EXPORT)
    void lines(Visitor visitor, @PathVariable String id, HttpServletResponse response) {
        SettlementView settlement = settlements.find(visitor.tenant(), SettlementId.of(id));
        audit.record(visitor.deed("settlement.export", id));
        Csv.write(
                response,
                "settlement-%s.csv".formatted(id),
                SettlementFiles.LINE_COLUMNS,
                csv -> settlements.eachLine(settlement, line -> csv.row(SettlementFiles.cells(line))));
    }
}
