package dev.florin.portal.reconciliation;

import dev.florin.audit.Audit;
import dev.florin.kernel.PageQuery;
import dev.florin.kernel.Rejection;
import dev.florin.members.Permission;
import dev.florin.pages.Audited;
import dev.florin.pages.Csv;
import dev.florin.pages.Onward;
import dev.florin.pages.Requires;
import dev.florin.pages.Visitor;
import dev.florin.reconciliation.Reports;
import dev.florin.reconciliation.Source;
import dev.florin.reconciliation.SourceId;
import dev.florin.reconciliation.Sources;
import dev.florin.reconciliation.StatementView;
import dev.florin.reconciliation.Statements;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Days and sources, and what needs work first. */
@Controller
@RequestMapping("/dashboard/reconciliation")
class ReconciliationPages {

    private static final int DAYS = 14;
    private static final int MOST_DAYS = 92;
    private static final int LATEST = 8;
    private static final List<String> COLUMNS = List.of(
            "day",
            "source",
            "currency",
            "matched",
            "matched_amount",
            "matched_late",
            "awaited",
            "missing_in_bank",
            "missing_in_bank_amount",
            "missing_in_ours",
            "missing_in_ours_amount",
            "amount_mismatch",
            "amount_mismatch_amount",
            "duplicate",
            "duplicate_amount",
            "settled");

    private final Reports reports;
    private final Sources sources;
    private final Statements statements;
    private final Audit audit;
    private final InstantSource clock;

    ReconciliationPages(Reports reports, Sources sources, Statements statements, Audit audit, InstantSource clock) {
        this.reports = reports;
        this.sources = sources;
        this.statements = statements;
        this.audit = audit;
        this.clock = clock;
    }

    @GetMapping
    @Requires(Permission.VIEW_PAYMENTS)
    String show(
            Visitor visitor,
            @RequestParam(required = false) @Nullable String from,
            @RequestParam(required = false) @Nullable String to,
            Model model) {
        LocalDate today = clock.instant().atZone(visitor.zone()).toLocalDate();
        LocalDate until = day(to, today.plusDays(1));
        LocalDate since = day(from, until.minusDays(DAYS));
        if (since.isBefore(until.minusDays(MOST_DAYS))) {
            since = until.minusDays(MOST_DAYS);
        }
        List<Source> all = sources.list(visitor.tenant());
        model.addAttribute("from", since);
        model.addAttribute("to", until);
        model.addAttribute("days", reports.days(visitor.tenant(), since, until));
        model.addAttribute("ageing", reports.ageing(visitor.tenant()));
        model.addAttribute("sources", names(all));
        model.addAttribute(
                "sandbox", all.stream().filter(Source::isSandbox).findAny().orElse(null));
        model.addAttribute("none", all.isEmpty());
        model.addAttribute("today", today);
        model.addAttribute(
                "statements",
                statements.list(visitor.tenant(), null, PageQuery.first(LATEST)).data());
        return "portal/reconciliation/list";
    }

    @GetMapping("/report")
    @Requires(Permission.EXPORT)
    void report(
            Visitor visitor,
            @RequestParam(required = false) @Nullable String from,
            @RequestParam(required = false) @Nullable String to,
            HttpServletResponse response) {
        LocalDate today = clock.instant().atZone(visitor.zone()).toLocalDate();
        LocalDate until = day(to, today.plusDays(1));
        LocalDate since = day(from, until.minusDays(DAYS));
        Map<SourceId, String> names = names(sources.list(visitor.tenant()));
        audit.record(visitor.deed("reconciliation.export", null)
                .after(Map.of("from", since.toString(), "to", until.toString())));
        Csv.write(
                response,
                visitor.live() ? "reconciliation.csv" : "test-reconciliation.csv",
                COLUMNS,
                csv -> reports.days(visitor.tenant(), since, until)
                        .forEach(day -> csv.row(cells(day, names.getOrDefault(day.source(), "")))));
    }

    private static @Nullable Object[] cells(Reports.Day day, String source) {
        return new @Nullable Object[] {
            day.day(),
            source,
            day.currency(),
            day.matched().number(),
            plain(day.matched()),
            day.of("late").number(),
            day.of("awaited").number(),
            day.of("missing").number(),
            plain(day.of("missing")),
            day.of("unknown").number(),
            plain(day.of("unknown")),
            day.of("mismatched").number(),
            plain(day.of("mismatched")),
            day.of("duplicate").number(),
            plain(day.of("duplicate")),
            day.of("settled").number()
        };
    }

    /** A number to spreadsheets, whatever its sign. */
    private static BigDecimal plain(Reports.Figure figure) {
        Currency currency = figure.sum().currency();
        return BigDecimal.valueOf(figure.sum().minor(), Math.max(0, currency.getDefaultFractionDigits()));
    }

    @PostMapping("/fetch")
    @Requires(Permission.MOVE_MONEY)
    Object fetch(
            Visitor visitor,
            @RequestParam(required = false) @Nullable String day,
            HttpServletRequest request,
            HttpServletResponse response) {
        LocalDate wanted = day(day, clock.instant().atZone(visitor.zone()).toLocalDate());
        Source source = sources.list(visitor.tenant()).stream()
                .filter(Source::isSandbox)
                .findAny()
                .orElseThrow(NoSandbox::new);
        try {
            StatementView statement = statements.fetch(
                    visitor.tenant(),
                    source.id(),
                    wanted,
                    wanted,
                    Audited.by(
                            audit,
                            made -> visitor.deed("statement.fetch", made.id().toString())
                                    .after(Map.of("day", wanted.toString()))));
            return Onward.to(
                    visitor.path("/reconciliation/statements/" + statement.id()),
                    "The statement of %s is here. This page shows what comes of it.".formatted(wanted),
                    request,
                    response);
        } catch (Rejection refused) {
            return Onward.to(visitor.path("/reconciliation"), refused.reason(), request, response);
        }
    }

    static Map<SourceId, String> names(List<Source> sources) {
        return sources.stream().collect(Collectors.toMap(Source::id, Source::name));
    }

    /** What cannot be read is as good as nothing. */
    static LocalDate day(@Nullable String text, LocalDate otherwise) {
        try {
            LocalDate day = text == null || text.isBlank() ? otherwise : LocalDate.parse(text.strip());
            return day.getYear() < 1970 || day.getYear() > 9999 ? otherwise : day;
        } catch (DateTimeException _) {
            return otherwise;
        }
    }

    /** In live mode nobody plays the acquirer. */
    static final class NoSandbox extends Rejection {
        NoSandbox() {
            super(Kind.NOT_FOUND, "source_not_found", "There is no sandbox acquirer here: switch to test mode.");
        }
    }
}
