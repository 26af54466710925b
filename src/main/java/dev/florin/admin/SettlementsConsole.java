package dev.florin.admin;

import dev.florin.audit.Audit;
import dev.florin.kernel.Money;
import dev.florin.kernel.Once;
import dev.florin.kernel.PageQuery;
import dev.florin.kernel.PageQuery.Page;
import dev.florin.kernel.Tenant;
import dev.florin.kernel.TypeId;
import dev.florin.merchants.BankAccount;
import dev.florin.merchants.BankAccounts;
import dev.florin.pages.Audited;
import dev.florin.pages.Csv;
import dev.florin.pages.Visitor;
import dev.florin.settlements.OnHold;
import dev.florin.settlements.Payouts;
import dev.florin.settlements.SettlementId;
import dev.florin.settlements.SettlementView;
import jakarta.servlet.http.HttpServletResponse;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** The payouts that are still to be paid, of all merchants; the bank is told by a person, with a file. */
@Controller
class SettlementsConsole {

    private static final int SHOWN = 25;
    private static final String HERE = "/admin/settlements";

    private static final List<String> COLUMNS = List.of(
            "settlement", "merchant", "mode", "currency", "amount", "holder", "iban", "account", "ifsc", "settled_at");

    private final Payouts payouts;
    private final BankAccounts accounts;
    private final Once.Keys keys;
    private final Audit audit;

    SettlementsConsole(Payouts payouts, BankAccounts accounts, Once.Keys keys, Audit audit) {
        this.payouts = payouts;
        this.accounts = accounts;
        this.keys = keys;
        this.audit = audit;
    }

    /** @param hold why it cannot be paid; null if it can */
    record Row(SettlementView settlement, @Nullable OnHold hold) {}

    @GetMapping(HERE)
    String list(@RequestParam(required = false) @Nullable String after, Model model) {
        UUID older = after == null ? null : TypeId.parse("stl", after).orElse(null);
        Page<SettlementView> page = payouts.toPay(new PageQuery(SHOWN, older, null));
        SettlementView next = page.next();
        model.addAttribute("rows", page.data().stream().map(this::row).toList());
        model.addAttribute("first", older == null ? null : HERE);
        model.addAttribute("next", next == null ? null : HERE + "?after=" + next.id());
        model.addAttribute("tokens", new FormTokens());
        return "admin/settlements/list";
    }

    private Row row(SettlementView settlement) {
        return new Row(settlement, payouts.onHold(settlement).orElse(null));
    }

    /** What the bank is to pay, without what is on hold: never real money and test data in one file. */
    @GetMapping(HERE + "/export")
    void export(@RequestParam(defaultValue = "true") String live, Visitor visitor, HttpServletResponse response) {
        boolean real = Boolean.parseBoolean(live);
        audit.record(visitor.deed("payout.export", null).at((UUID) null).after(Map.of("live", real)));
        Csv.write(response, real ? "payouts.csv" : "test-payouts.csv", COLUMNS, csv -> each(real, csv));
    }

    private void each(boolean live, Csv csv) {
        PageQuery query = PageQuery.first(PageQuery.MAX_LIMIT);
        while (true) {
            Page<SettlementView> page = payouts.toPay(query);
            page.data().stream()
                    .filter(it ->
                            it.tenant().live() == live && payouts.onHold(it).isEmpty())
                    .forEach(it -> accounts.reveal(it.tenant()).ifPresent(account -> csv.row(cells(it, account))));
            SettlementView next = page.next();
            if (next == null) {
                return;
            }
            query = new PageQuery(PageQuery.MAX_LIMIT, next.id().value(), null);
        }
    }

    private static @Nullable Object[] cells(SettlementView settlement, BankAccount account) {
        Money amount = settlement.payout();
        return new @Nullable Object[] {
            settlement.id(),
            ConsoleModel.text(settlement.tenant().merchant()),
            settlement.tenant().live() ? "live" : "test",
            amount.currency().getCurrencyCode(),
            BigDecimal.valueOf(amount.minor(), Math.max(0, amount.currency().getDefaultFractionDigits())),
            account.holder(),
            account.ifsc() == null ? account.number() : null,
            account.ifsc() == null ? null : account.number(),
            account.ifsc(),
            settlement.createdAt()
        };
    }

    @PostMapping(HERE + "/{id}/pay")
    String pay(
            @PathVariable String id,
            @RequestParam String merchant,
            @RequestParam String live,
            @RequestParam String once,
            @RequestParam String reference,
            Visitor visitor,
            RedirectAttributes next) {
        Tenant tenant = tenant(merchant, live);
        SettlementId settlement = SettlementId.of(id);
        Done.say(next, () -> {
            Once.Keys.Memory done = keys.<SettlementView>run(
                    tenant,
                    once,
                    "pay %s by %s: %s".formatted(id, visitor.person().id(), reference),
                    paid -> paid.id().toString(),
                    key -> payouts.pay(
                            tenant,
                            settlement,
                            reference,
                            Audited.by(
                                    key,
                                    audit,
                                    paid -> visitor.deed("payout.pay", id)
                                            .at(tenant)
                                            .after(Map.of(
                                                    "amount", paid.payout().toString(),
                                                    "account", String.valueOf(paid.paidTo()),
                                                    "reference", String.valueOf(paid.bankReference()))))));
            return done.isOld() ? "That was noted already." : "Noted: it is paid.";
        });
        return "redirect:" + HERE;
    }

    @PostMapping(HERE + "/{id}/fail")
    String fail(
            @PathVariable String id,
            @RequestParam String merchant,
            @RequestParam String live,
            @RequestParam String once,
            @RequestParam String reason,
            Visitor visitor,
            RedirectAttributes next) {
        Tenant tenant = tenant(merchant, live);
        SettlementId settlement = SettlementId.of(id);
        Done.say(next, () -> {
            Once.Keys.Memory done = keys.<SettlementView>run(
                    tenant,
                    once,
                    "fail %s by %s: %s".formatted(id, visitor.person().id(), reason),
                    failed -> failed.id().toString(),
                    key -> payouts.fail(
                            tenant,
                            settlement,
                            reason,
                            Audited.by(
                                    key,
                                    audit,
                                    failed -> visitor.deed("payout.fail", id)
                                            .at(tenant)
                                            .after(Map.of(
                                                    "amount", failed.payout().toString(),
                                                    "reason", String.valueOf(failed.failure()))))));
            return done.isOld()
                    ? "That was noted already."
                    : "Noted: it has failed, and the money is in the merchant's next settlement.";
        });
        return "redirect:" + HERE;
    }

    static Tenant tenant(String merchant, String live) {
        return new Tenant(ConsoleModel.merchant(merchant).orElseThrow(NoSuchMerchant::new), Boolean.parseBoolean(live));
    }
}
