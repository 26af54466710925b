package dev.florin.admin;

import dev.florin.alerts.AlertView;
import dev.florin.alerts.Alerts;
import dev.florin.audit.Audit;
import dev.florin.kernel.PageQuery.Page;
import dev.florin.pages.Visitor;
import dev.florin.platform.Cursor;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.transaction.support.TransactionOperations;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import org.springframework.web.util.UriComponentsBuilder;

/** What needs an operator, what did, and what nobody wants to hear of for a while. */
@Controller
class AlertsConsole {

    private static final int SHOWN = 30;

    /** How long an alert can be silenced, in words. */
    private static final Map<Integer, String> SPANS = spans();

    private final Alerts alerts;
    private final Audit audit;
    private final TransactionOperations transactions;

    AlertsConsole(Alerts alerts, Audit audit, TransactionOperations transactions) {
        this.alerts = alerts;
        this.audit = audit;
        this.transactions = transactions;
    }

    private static Map<Integer, String> spans() {
        Map<Integer, String> spans = new LinkedHashMap<>();
        spans.put(1, "an hour");
        spans.put(4, "4 hours");
        spans.put(24, "a day");
        spans.put(7 * 24, "a week");
        spans.put(30 * 24, "30 days");
        return spans;
    }

    @GetMapping("/admin/alerts")
    String list(@RequestParam(required = false) @Nullable String after, Model model) {
        Cursor cursor = Cursor.of(after).filter(AlertsConsole::isOurs).orElse(null);
        Page<AlertView> page = alerts.ended(cursor, SHOWN);
        AlertView last = page.next();
        Instant ended = last == null ? null : last.endedAt();
        Instant look = alerts.lastLook();
        model.addAttribute("standing", alerts.standing());
        model.addAttribute("ended", page.data());
        model.addAttribute("first", cursor == null ? null : "/admin/alerts");
        model.addAttribute(
                "older",
                last == null || ended == null
                        ? null
                        : following(new Cursor(ended, last.id().toString())));
        model.addAttribute("ways", alerts.ways());
        model.addAttribute("lastLook", look.equals(Instant.EPOCH) ? null : look);
        model.addAttribute("spans", SPANS);
        return "admin/alerts/list";
    }

    private static boolean isOurs(Cursor cursor) {
        try {
            return UUID.fromString(cursor.id()).version() > 0;
        } catch (IllegalArgumentException _) {
            return false; // somebody's own: the first page
        }
    }

    private static String following(Cursor cursor) {
        return UriComponentsBuilder.fromPath("/admin/alerts")
                .queryParam("after", cursor)
                .toUriString();
    }

    @PostMapping("/admin/alerts/silence")
    String silence(
            @RequestParam String name,
            @RequestParam String key,
            @RequestParam int hours,
            @RequestParam String reason,
            Visitor visitor,
            RedirectAttributes next) {
        Done.say(next, () -> {
            transactions.executeWithoutResult(_ -> {
                alerts.silence(
                        name,
                        key,
                        Duration.ofHours(hours),
                        reason,
                        visitor.person().email());
                audit.record(visitor.deed("alert.silence", name)
                        .at((UUID) null)
                        .after(Map.of("key", key, "hours", hours, "reason", reason.strip())));
            });
            return "Nobody is told of %s for %s."
                    .formatted(title(name, key), SPANS.getOrDefault(hours, hours + " hours"));
        });
        return "redirect:/admin/alerts";
    }

    @PostMapping("/admin/alerts/unsilence")
    String endSilence(@RequestParam String name, @RequestParam String key, Visitor visitor, RedirectAttributes next) {
        Done.say(next, () -> {
            transactions.executeWithoutResult(_ -> {
                if (alerts.endSilence(name, key)) {
                    audit.record(visitor.deed("alert.unsilence", name)
                            .at((UUID) null)
                            .after(Map.of("key", key)));
                }
            });
            return "%s is told again.".formatted(title(name, key));
        });
        return "redirect:/admin/alerts";
    }

    private static String title(String name, String key) {
        return key.isEmpty() ? name : name + " (" + key + ")";
    }
}
