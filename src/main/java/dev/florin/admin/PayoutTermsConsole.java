package dev.florin.admin;

import dev.florin.audit.Audit;
import dev.florin.kernel.Money;
import dev.florin.kernel.Once;
import dev.florin.kernel.PageQuery;
import dev.florin.kernel.Tenant;
import dev.florin.merchants.BankAccounts;
import dev.florin.merchants.Merchant;
import dev.florin.merchants.Merchants;
import dev.florin.pages.Audited;
import dev.florin.pages.Visitor;
import dev.florin.settlements.Adjustments.Adjustment;
import dev.florin.settlements.PayoutTerms;
import dev.florin.settlements.PayoutTerms.Hold;
import dev.florin.settlements.SettlementView;
import dev.florin.settlements.Settlements;
import dev.florin.settlements.Settlements.SettlementFilter;
import dev.florin.settlements.Terms;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.transaction.support.TransactionOperations;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** What a merchant pays for its payments, and whether it is paid: in each mode by itself. */
@Controller
@RequestMapping("/admin/merchants/{id}/payouts")
class PayoutTermsConsole {

    private static final int SHOWN = 10;

    private final PayoutTerms terms;
    private final Settlements settlements;
    private final Merchants merchants;
    private final BankAccounts accounts;
    private final Once.Keys keys;
    private final Audit audit;
    private final TransactionOperations transactions;
    private final InstantSource clock;

    PayoutTermsConsole(
            PayoutTerms terms,
            Settlements settlements,
            Merchants merchants,
            BankAccounts accounts,
            Once.Keys keys,
            Audit audit,
            TransactionOperations transactions,
            InstantSource clock) {
        this.terms = terms;
        this.settlements = settlements;
        this.merchants = merchants;
        this.accounts = accounts;
        this.keys = keys;
        this.audit = audit;
        this.transactions = transactions;
        this.clock = clock;
    }

    @GetMapping
    String show(@PathVariable String id, @RequestParam(defaultValue = "true") String live, Model model) {
        Merchant merchant = find(id);
        Tenant tenant = tenant(merchant, live);
        model.addAttribute("merchant", merchant);
        model.addAttribute("live", tenant.live());
        model.addAttribute("terms", terms.own(tenant));
        model.addAttribute("held", terms.hold(tenant).orElse(null));
        model.addAttribute("account", accounts.find(tenant).orElse(null));
        model.addAttribute("adjustments", terms.adjustments(tenant));
        model.addAttribute(
                "settlements",
                settlements
                        .list(tenant, SettlementFilter.ANY, PageQuery.first(SHOWN))
                        .data());
        model.addAttribute("tokens", new FormTokens());
        return "admin/settlements/merchant";
    }

    @PostMapping("/terms")
    String add(
            @PathVariable String id,
            @RequestParam String live,
            @RequestParam String currency,
            @RequestParam String percent,
            @RequestParam String fixed,
            @RequestParam String minimum,
            @RequestParam(required = false) @Nullable String from,
            Visitor visitor,
            RedirectAttributes next) {
        Merchant merchant = find(id);
        Tenant tenant = tenant(merchant, live);
        Done.say(next, () -> {
            var written = new WrittenTerms(currency, percent, fixed, minimum, from);
            Terms wanted = written.read(clock.instant(), merchant.timezone());
            transactions.executeWithoutResult(_ -> {
                Terms before = terms.now(tenant, wanted.currency());
                Terms added = terms.add(tenant, wanted);
                audit.record(visitor.deed("terms.add", id)
                        .at(tenant)
                        .before(facts(before))
                        .after(facts(added)));
            });
            return "Added. What was captured before is settled as it was agreed then.";
        });
        return back(id, live);
    }

    private static Map<String, ?> facts(Terms terms) {
        return Map.of(
                "percent", terms.percent().toPlainString(),
                "fixed", terms.fixed().toString(),
                "minimum", terms.minimum().toString(),
                "from", terms.from().toString());
    }

    @PostMapping("/hold")
    String hold(
            @PathVariable String id,
            @RequestParam String live,
            @RequestParam String reason,
            Visitor visitor,
            RedirectAttributes next) {
        Tenant tenant = tenant(find(id), live);
        Done.say(next, () -> {
            transactions.executeWithoutResult(_ -> {
                terms.hold(tenant, reason);
                audit.record(visitor.deed("payout.hold", id).at(tenant).after(Map.of("reason", reason.strip())));
            });
            return "No payout of this merchant is paid from now on.";
        });
        return back(id, live);
    }

    @PostMapping("/release")
    String release(@PathVariable String id, @RequestParam String live, Visitor visitor, RedirectAttributes next) {
        Tenant tenant = tenant(find(id), live);
        Done.say(next, () -> {
            transactions.executeWithoutResult(_ -> {
                String reason = terms.hold(tenant).map(Hold::reason).orElse("");
                if (terms.release(tenant)) {
                    audit.record(visitor.deed("payout.release", id).at(tenant).before(Map.of("reason", reason)));
                }
            });
            return "Payouts of this merchant can be paid again.";
        });
        return back(id, live);
    }

    @PostMapping("/adjust")
    String adjust(
            @PathVariable String id,
            @RequestParam String live,
            @RequestParam String once,
            @RequestParam String currency,
            @RequestParam String amount,
            @RequestParam String reason,
            Visitor visitor,
            RedirectAttributes next) {
        Tenant tenant = tenant(find(id), live);
        Done.say(next, () -> {
            Money wanted = WrittenTerms.amount(currency, amount);
            Once.Keys.Memory done = keys.<Adjustment>run(
                    tenant,
                    once,
                    "adjust %s by %s: %s".formatted(wanted, visitor.person().id(), reason),
                    Adjustment::publicId,
                    key -> terms.adjust(
                            tenant,
                            wanted,
                            reason,
                            Audited.by(
                                    key,
                                    audit,
                                    it -> visitor.deed("adjustment.create", it.publicId())
                                            .at(tenant)
                                            .after(Map.of("amount", it.amount().toString(), "reason", it.reason())))));
            return done.isOld() ? "That was adjusted already, once." : "Adjusted; the next settlement has it.";
        });
        return back(id, live);
    }

    @PostMapping("/settle")
    String settle(@PathVariable String id, @RequestParam String live, Visitor visitor, RedirectAttributes next) {
        Tenant tenant = tenant(find(id), live);
        Done.say(next, () -> {
            List<SettlementView> made = settlements.settleNow(tenant);
            audit.record(visitor.deed("settlement.settle_now", id)
                    .at(tenant)
                    .after(Map.of(
                            "made", made.stream().map(it -> it.id().toString()).toList())));
            return made.isEmpty()
                    ? "Nothing has moved since the last time."
                    : "Made %s.".formatted(Done.count(made.size(), "settlement"));
        });
        return back(id, live);
    }

    private Merchant find(String id) {
        return ConsoleModel.merchant(id).flatMap(merchants::find).orElseThrow(NoSuchMerchant::new);
    }

    private static Tenant tenant(Merchant merchant, String live) {
        return new Tenant(merchant.id(), Boolean.parseBoolean(live));
    }

    private static String back(String id, String live) {
        return "redirect:/admin/merchants/%s/payouts?live=%s".formatted(id, Boolean.parseBoolean(live));
    }
}
