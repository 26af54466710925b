package dev.florin.admin;

import dev.florin.audit.Audit;
import dev.florin.consistency.Consistency;
import dev.florin.consistency.FindingView;
import dev.florin.consistency.Standing;
import dev.florin.consistency.Subject;
import dev.florin.kernel.PageQuery.Page;
import dev.florin.kernel.Tenant;
import dev.florin.kernel.TypeId;
import dev.florin.pages.Visitor;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
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

/** Whether what is stored hangs together: each check, how it stands, and what it found. */
@Controller
class ConsistencyConsole {

    private static final int SHOWN = 50;
    private static final int LONGEST_REASON = 500;
    private static final String PREFIX = "fnd";

    private final Consistency consistency;
    private final Audit audit;
    private final TransactionOperations transactions;

    ConsistencyConsole(Consistency consistency, Audit audit, TransactionOperations transactions) {
        this.consistency = consistency;
        this.audit = audit;
        this.transactions = transactions;
    }

    /** A check and how it shines. */
    public record Row(Standing standing, Light.Shine shine) {}

    /** A finding, its id as URLs have it, and where more about its subject is to be seen; null if nowhere. */
    public record Found(
            FindingView view, String id, @Nullable String href) {}

    /**
     * @param show {@code mended}, or else what stands
     * @param check null for all
     */
    record Query(
            @Nullable String show,
            @Nullable String check,
            @Nullable String after) {

        public boolean open() {
            return !"mended".equals(show);
        }

        public @Nullable String name() {
            return check == null || check.isBlank() ? null : check;
        }

        @Nullable
        UUID place() {
            return Optional.ofNullable(after)
                    .flatMap(text -> TypeId.parse(PREFIX, text))
                    .orElse(null);
        }

        String address(@Nullable String next) {
            var address =
                    UriComponentsBuilder.fromPath("/admin/consistency").queryParam("show", open() ? "open" : "mended");
            if (name() != null) {
                address.queryParam("check", "{check}");
            }
            if (next != null) {
                address.queryParam("after", next);
            }
            return address.encode()
                    .buildAndExpand(Map.of("check", Objects.requireNonNullElse(name(), "")))
                    .toUriString();
        }
    }

    @GetMapping("/admin/consistency")
    String show(Query query, Model model) {
        Page<FindingView> page = consistency.findings(query.open(), query.name(), query.place(), SHOWN);
        FindingView next = page.next();
        List<Row> checks = consistency.standings().stream()
                .map(standing -> new Row(standing, ConsistencyLight.shine(standing)))
                .toList();
        model.addAttribute("checks", checks);
        model.addAttribute(
                "open", checks.stream().mapToLong(row -> row.standing().open()).sum());
        model.addAttribute(
                "findings", page.data().stream().map(ConsistencyConsole::found).toList());
        model.addAttribute("query", query);
        model.addAttribute("first", query.place() == null ? null : query.address(null));
        model.addAttribute("older", next == null ? null : query.address(TypeId.format(PREFIX, next.id())));
        return "admin/consistency/show";
    }

    private static Found found(FindingView view) {
        return new Found(
                view, TypeId.format(PREFIX, view.id()), href(view.discrepancy().subject()));
    }

    private static @Nullable String href(Subject subject) {
        Tenant tenant = subject.tenant();
        if (tenant != null && subject.id().startsWith("pay_")) {
            return "/admin/payments/%s/%s/%s"
                    .formatted(ConsoleModel.text(tenant.merchant()), tenant.live() ? "live" : "test", subject.id());
        }
        return subject.id().startsWith("mer_") ? "/admin/merchants/" + subject.id() : null;
    }

    /** @param check the name of one; nothing for all */
    @PostMapping("/admin/consistency/run")
    String run(@RequestParam(required = false) @Nullable String check, Visitor visitor, RedirectAttributes next) {
        String name = check == null || check.isBlank() ? null : check;
        Done.say(next, () -> {
            consistency.inspect(name);
            audit.record(visitor.deed("consistency.inspect", name).at((UUID) null));
            return "%s looked at as soon as an instance has a hand free; reload to see how far it is."
                    .formatted(name == null ? "Everything is" : "All of " + name + " is");
        });
        return "redirect:/admin/consistency";
    }

    @PostMapping("/admin/consistency/acknowledge")
    String acknowledge(
            @RequestParam String finding, @RequestParam String reason, Visitor visitor, RedirectAttributes next) {
        String why = reason.strip();
        Optional<UUID> id = TypeId.parse(PREFIX, finding);
        if (why.isEmpty() || why.length() > LONGEST_REASON || id.isEmpty()) {
            next.addFlashAttribute("fault", "Say in at most 500 characters why it may stand.");
            return "redirect:/admin/consistency";
        }
        Done.say(next, () -> {
            transactions.executeWithoutResult(_ -> acknowledge(id.get(), why, visitor));
            return "Noted. It is shown until it is mended, and alarms nobody any more.";
        });
        return "redirect:/admin/consistency";
    }

    private void acknowledge(UUID finding, String why, Visitor visitor) {
        FindingView found = consistency.find(finding);
        consistency.acknowledge(finding, visitor.person().email(), why);
        audit.record(visitor.deed("consistency.acknowledge", TypeId.format(PREFIX, finding))
                .at((UUID) null)
                .before(Map.of(
                        "check", found.check(),
                        "subject", found.discrepancy().subject().id(),
                        "aspect", found.discrepancy().aspect()))
                .after(Map.of("reason", why)));
    }
}
