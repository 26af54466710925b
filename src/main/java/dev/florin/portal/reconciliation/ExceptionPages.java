package dev.florin.portal.reconciliation;

import dev.florin.audit.Audit;
import dev.florin.audit.Deed;
import dev.florin.kernel.Once;
import dev.florin.kernel.PageQuery;
import dev.florin.kernel.PageQuery.Page;
import dev.florin.kernel.Rejection;
import dev.florin.kernel.TypeId;
import dev.florin.members.Permission;
import dev.florin.pages.Audited;
import dev.florin.pages.Onward;
import dev.florin.pages.Requires;
import dev.florin.pages.Visitor;
import dev.florin.portal.PageTurn;
import dev.florin.reconciliation.EntryView;
import dev.florin.reconciliation.ExceptionId;
import dev.florin.reconciliation.ExceptionView;
import dev.florin.reconciliation.ExceptionView.Action;
import dev.florin.reconciliation.Exceptions;
import dev.florin.reconciliation.Result;
import dev.florin.reconciliation.SourceId;
import dev.florin.reconciliation.Sources;
import dev.florin.reconciliation.Statements;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** What does not agree: the list, and each with what can be done about it. */
@Controller
@RequestMapping("/dashboard/reconciliation/exceptions")
class ExceptionPages {

    private final Exceptions exceptions;
    private final Statements statements;
    private final Sources sources;
    private final Once.Keys keys;
    private final Audit audit;

    ExceptionPages(Exceptions exceptions, Statements statements, Sources sources, Once.Keys keys, Audit audit) {
        this.exceptions = exceptions;
        this.statements = statements;
        this.sources = sources;
        this.keys = keys;
        this.audit = audit;
    }

    @GetMapping
    @Requires(Permission.VIEW_PAYMENTS)
    String list(
            Visitor visitor,
            @RequestParam(defaultValue = "open") String status,
            @RequestParam(required = false) @Nullable String result,
            @RequestParam(required = false) @Nullable String source,
            @RequestParam(required = false) @Nullable String day,
            @RequestParam(name = "starting_after", required = false) @Nullable String after,
            @RequestParam(name = "ending_before", required = false) @Nullable String before,
            Model model) {
        Optional<Result> only = Arrays.stream(Result.values())
                .filter(one -> one.wire().equals(result))
                .findAny();
        LocalDate on = day == null || day.isBlank() ? null : ReconciliationPages.day(day, LocalDate.EPOCH);
        LocalDate of = LocalDate.EPOCH.equals(on) ? null : on;
        var filter = new Exceptions.Filter(
                switch (status) {
                    case "open", "waiting" -> ExceptionView.Status.OPEN;
                    case "settled" -> ExceptionView.Status.SETTLED;
                    case "explained" -> ExceptionView.Status.EXPLAINED;
                    default -> null;
                },
                only.orElse(null),
                source == null
                        ? null
                        : TypeId.parse(SourceId.PREFIX, source)
                                .map(SourceId::new)
                                .orElse(null),
                null,
                of,
                of,
                status.equals("waiting") ? Boolean.TRUE : status.equals("open") ? Boolean.FALSE : null);
        PageQuery query = PageTurn.query(ExceptionId.PREFIX, after, before);
        Page<ExceptionView> page = exceptions.list(visitor.tenant(), filter, query);
        Map<String, @Nullable String> kept = new HashMap<>();
        kept.put("status", status);
        kept.put("result", only.map(Result::wire).orElse(null));
        kept.put("source", filter.source() == null ? null : filter.source().toString());
        kept.put("day", of == null ? null : of.toString());
        model.addAttribute("rows", page.data());
        model.addAttribute("filter", kept);
        model.addAttribute("results", Result.values());
        model.addAttribute("sources", sources.list(visitor.tenant()));
        model.addAttribute("names", ReconciliationPages.names(sources.list(visitor.tenant())));
        model.addAttribute(
                "turn",
                PageTurn.of(
                        visitor.path("/reconciliation/exceptions"),
                        kept,
                        query,
                        page,
                        row -> row.id().toString(),
                        null));
        return "portal/reconciliation/exceptions";
    }

    @GetMapping("/{id}")
    @Requires(Permission.VIEW_PAYMENTS)
    String show(Visitor visitor, @PathVariable String id, Model model) {
        ExceptionView exception = exceptions.find(visitor.tenant(), ExceptionId.of(id));
        EntryView entry = Optional.ofNullable(exception.entry())
                .flatMap(line -> statements.entry(visitor.tenant(), line))
                .orElse(null);
        model.addAttribute("exception", exception);
        model.addAttribute("entry", entry);
        model.addAttribute("source", sources.find(visitor.tenant(), exception.source()));
        model.addAttribute("movement", Named.of(exception));
        model.addAttribute("decisions", exceptions.decisions(exception));
        model.addAttribute("transfers", exceptions.transfers(exception));
        model.addAttribute("refundable", exceptions.refundable(exception).orElse(null));
        if (!model.containsAttribute("once")) {
            model.addAttribute("once", FormToken.fresh());
        }
        return "portal/reconciliation/exception";
    }

    /** @param once names the form */
    @PostMapping("/{id}/decide")
    @Requires(Permission.MOVE_MONEY)
    Object decide(
            Visitor visitor,
            @PathVariable String id,
            @RequestParam(defaultValue = "") String once,
            @RequestParam(defaultValue = "") String action,
            @RequestParam(defaultValue = "") String reason,
            @RequestParam(required = false) @Nullable String until,
            Model model,
            HttpServletRequest request,
            HttpServletResponse response) {
        ExceptionView seen = exceptions.find(visitor.tenant(), ExceptionId.of(id));
        Optional<Action> wanted = Arrays.stream(Action.values())
                .filter(one -> one.wire().equals(action))
                .findAny();
        if (wanted.isEmpty()) {
            return again(visitor, id, "Choose what is to be done.", action, reason, model);
        }
        try {
            Once.Keys.Memory done = decide(visitor, seen, wanted.get(), reason, until, once);
            return Onward.to(
                    visitor.path("/reconciliation/exceptions/" + id),
                    done.isOld() ? "This was done already, once." : said(wanted.get()),
                    request,
                    response);
        } catch (Rejection refused) {
            return again(visitor, id, refused.reason(), action, reason, model);
        }
    }

    private Once.Keys.Memory decide(
            Visitor visitor, ExceptionView seen, Action action, String reason, @Nullable String until, String once) {
        var said = new Exceptions.Said(reason, visitor.person().email());
        LocalDate day = action == Action.WAIT ? ReconciliationPages.day(until, LocalDate.EPOCH) : null;
        return keys.<ExceptionView>run(
                visitor.tenant(),
                once,
                "%s %s until %s by %s for %s"
                        .formatted(action, seen.id(), day, visitor.person().id(), reason),
                after -> after.id().toString(),
                keyed -> {
                    Once<ExceptionView> noted =
                            Audited.by(cast(keyed), audit, after -> deed(visitor, seen, after, action, reason));
                    return action == Action.REFUND
                            ? exceptions.refund(visitor.tenant(), seen.id(), said, noted)
                            : exceptions.decide(visitor.tenant(), seen.id(), action, said, day, noted);
                });
    }

    @SuppressWarnings("unchecked") // it takes what we give
    private static <V> Once<V> cast(Once<? super V> once) {
        return (Once<V>) once;
    }

    private static Deed deed(Visitor visitor, ExceptionView before, ExceptionView after, Action action, String reason) {
        return visitor.deed("exception." + action.wire(), before.id().toString())
                .before(Map.of(
                        "result",
                        before.result().wire(),
                        "status",
                        before.status().wire()))
                .after(Map.of("status", after.status().wire(), "reason", reason));
    }

    private static String said(Action action) {
        return switch (action) {
            case ACCEPT -> "Accepted.";
            case ADJUST -> "Adjusted: nothing of it is left open.";
            case REFUND -> "The money is on its way back to the customer.";
            case WAIT -> "It is put aside until that day.";
            case UNDO -> "Taken back. It is open again.";
        };
    }

    private ModelAndView again(Visitor visitor, String id, String fault, String action, String reason, Model model) {
        model.addAttribute("fault", fault);
        model.addAttribute("chosen", action);
        model.addAttribute("reason", reason);
        return new ModelAndView(show(visitor, id, model), model.asMap(), HttpStatus.UNPROCESSABLE_CONTENT);
    }

    /**
     * What our movement is about.
     *
     * @param path of its page; null if it has none
     */
    record Named(String kind, String id, @Nullable String path) {

        static @Nullable Named of(ExceptionView exception) {
            if (exception.subject() == null) {
                return null;
            }
            String kind = exception.kind() == null ? "movement" : exception.kind();
            return switch (kind) {
                case "capture", "late_success" -> {
                    String id = TypeId.format("pay", exception.subject());
                    yield new Named("Capture", id, "/payments/" + id);
                }
                case "refund" -> {
                    String id = TypeId.format("rfnd", exception.subject());
                    yield new Named("Refund", id, "/refunds/" + id);
                }
                default -> new Named(kind.replace('_', ' '), exception.subject().toString(), null);
            };
        }
    }
}
