package dev.florin.admin;

import dev.florin.audit.Audit;
import dev.florin.kernel.PageQuery;
import dev.florin.kernel.PageQuery.Page;
import dev.florin.kernel.Tenant;
import dev.florin.members.Invitations;
import dev.florin.members.Invited;
import dev.florin.members.Role;
import dev.florin.members.Team;
import dev.florin.merchants.Merchant;
import dev.florin.merchants.Merchants;
import dev.florin.pages.Visitor;
import dev.florin.platform.Backlog;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.transaction.support.TransactionOperations;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import org.springframework.web.util.UriComponentsBuilder;

/** The merchants, and what they may. */
@Controller
class MerchantsConsole {

    private static final int SHOWN = 25;
    private static final int LONGEST_NAME = 200;

    private final Merchants merchants;
    private final Team team;
    private final Invitations invitations;
    private final List<Backlog> backlogs;
    private final Audit audit;
    private final TransactionOperations transactions;

    MerchantsConsole(
            Merchants merchants,
            Team team,
            Invitations invitations,
            List<Backlog> backlogs,
            Audit audit,
            TransactionOperations transactions) {
        this.merchants = merchants;
        this.team = team;
        this.invitations = invitations;
        this.backlogs =
                backlogs.stream().sorted(Comparator.comparing(Backlog::name)).toList();
        this.audit = audit;
        this.transactions = transactions;
    }

    @GetMapping("/admin/merchants")
    String list(
            @RequestParam(required = false) @Nullable String q,
            @RequestParam(required = false) @Nullable String after,
            @RequestParam(required = false) @Nullable String before,
            Model model) {
        String name = q == null || q.isBlank() ? null : q.strip();
        Optional<UUID> id = Optional.ofNullable(name).flatMap(ConsoleModel::merchant);
        if (id.flatMap(merchants::find).isPresent()) {
            return "redirect:/admin/merchants/" + name;
        }
        UUID older = after == null ? null : ConsoleModel.merchant(after).orElse(null);
        UUID newer = before == null || older != null
                ? null
                : ConsoleModel.merchant(before).orElse(null);
        Page<Merchant> page = merchants.list(name, new PageQuery(SHOWN, older, newer));
        boolean hasNewer = page.backwards() ? page.hasMore() : older != null;
        boolean hasOlder = page.backwards() || page.hasMore();
        model.addAttribute("page", page.data());
        model.addAttribute("q", name);
        model.addAttribute(
                "newer",
                page.data().isEmpty() || !hasNewer
                        ? null
                        : address(name, "before", page.data().getFirst()));
        model.addAttribute(
                "older",
                page.data().isEmpty() || !hasOlder
                        ? null
                        : address(name, "after", page.data().getLast()));
        return "admin/merchants/list";
    }

    private static String address(@Nullable String name, String cursor, Merchant merchant) {
        var address =
                UriComponentsBuilder.fromPath("/admin/merchants").queryParam(cursor, ConsoleModel.text(merchant.id()));
        if (name != null) {
            address.queryParam("q", "{q}").uriVariables(Map.of("q", name));
        }
        return address.encode().toUriString();
    }

    /** First the merchant, then the invitation, which may go by e-mail: what is wrong with it undoes no merchant. */
    @PostMapping("/admin/merchants")
    String create(@RequestParam String name, @RequestParam String email, Visitor visitor, RedirectAttributes next) {
        String given = name.strip();
        if (given.isEmpty() || given.length() > LONGEST_NAME) {
            next.addFlashAttribute("fault", "A merchant has a name of 1 to 200 characters.");
            return "redirect:/admin/merchants";
        }
        UUID id = transactions.execute(_ -> {
            Merchant created = merchants.create(given);
            audit.record(visitor.deed("merchant.create", ConsoleModel.text(created.id()))
                    .at(created.id())
                    .after(Map.of("name", given)));
            return created.id();
        });
        invite(id, email, visitor, next);
        return "redirect:/admin/merchants/" + ConsoleModel.text(id);
    }

    @PostMapping("/admin/merchants/{id}/owners")
    String inviteOwner(@PathVariable String id, @RequestParam String email, Visitor visitor, RedirectAttributes next) {
        invite(find(id).id(), email, visitor, next);
        return "redirect:/admin/merchants/" + id;
    }

    /** The invitation audits itself. */
    private void invite(UUID merchant, String email, Visitor visitor, RedirectAttributes next) {
        Done.say(next, () -> {
            Invited invited = invitations.invite(merchant, email, Role.OWNER, visitor.person(), visitor.origin());
            next.addFlashAttribute("link", invited.link());
            return invited.invitation().email()
                    + (invited.link() == null ? " gets an invitation by e-mail." : " is invited.");
        });
    }

    /** What a merchant has under way. */
    public record Work(String name, Backlog.Waiting test, Backlog.Waiting live) {}

    @GetMapping("/admin/merchants/{id}")
    String show(@PathVariable String id, Model model) {
        Merchant merchant = find(id);
        var test = new Tenant(merchant.id(), false);
        var live = new Tenant(merchant.id(), true);
        model.addAttribute("merchant", merchant);
        model.addAttribute("isLive", merchants.isLive(merchant.id()));
        model.addAttribute("members", team.members(merchant.id()));
        model.addAttribute("invitations", invitations.open(merchant.id()));
        model.addAttribute(
                "keys",
                Stream.concat(merchants.keys(live).stream(), merchants.keys(test).stream())
                        .toList());
        model.addAttribute(
                "work",
                backlogs.stream()
                        .map(backlog -> new Work(backlog.name(), backlog.of(test), backlog.of(live)))
                        .toList());
        return "admin/merchants/show";
    }

    @PostMapping("/admin/merchants/{id}/limit")
    String limit(
            @PathVariable String id, @RequestParam String requestsPerSecond, Visitor visitor, RedirectAttributes next) {
        Merchant merchant = find(id);
        int limit = number(requestsPerSecond);
        Done.say(next, () -> {
            transactions.executeWithoutResult(_ -> {
                int before = merchants.limit(merchant.id(), limit);
                audit.record(visitor.deed("merchant.limit", id)
                        .at(merchant.id())
                        .before(Map.of("requests_per_second", before))
                        .after(Map.of("requests_per_second", limit)));
            });
            return "Each key of %s may make %,d requests a second; every instance goes by it within 5 seconds."
                    .formatted(merchant.name(), limit);
        });
        return "redirect:/admin/merchants/" + id;
    }

    /** What is no number is no limit either. */
    private static int number(String text) {
        try {
            return Integer.parseInt(text.strip());
        } catch (NumberFormatException _) {
            return 0;
        }
    }

    private Merchant find(String id) {
        return ConsoleModel.merchant(id).flatMap(merchants::find).orElseThrow(NoSuchMerchant::new);
    }
}
