package dev.florin.portal.settlements;

import dev.florin.audit.Audit;
import dev.florin.kernel.Rejection;
import dev.florin.members.Permission;
import dev.florin.merchants.BankAccount;
import dev.florin.merchants.BankAccounts;
import dev.florin.merchants.BankAccounts.Shown;
import dev.florin.pages.Onward;
import dev.florin.pages.Requires;
import dev.florin.pages.Visitor;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.transaction.support.TransactionOperations;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** Where a merchant is paid to: for those who move its money, who prove anew who they are. */
@Controller
@RequestMapping("/dashboard/settings/bank-account")
class BankAccountPages {

    private final BankAccounts accounts;
    private final Audit audit;
    private final TransactionOperations transactions;

    BankAccountPages(BankAccounts accounts, Audit audit, TransactionOperations transactions) {
        this.accounts = accounts;
        this.audit = audit;
        this.transactions = transactions;
    }

    /** What somebody has written. */
    record Form(String holder, String number, String ifsc) {}

    @GetMapping
    @Requires(value = Permission.MOVE_MONEY, recently = true)
    ModelAndView form(Visitor visitor) {
        return page(visitor, new Form("", "", ""), null, HttpStatus.OK);
    }

    @PostMapping
    @Requires(value = Permission.MOVE_MONEY, recently = true)
    Object replace(
            Visitor visitor,
            @RequestParam(defaultValue = "") String holder,
            @RequestParam(defaultValue = "") String number,
            @RequestParam(defaultValue = "") String ifsc,
            HttpServletRequest request,
            HttpServletResponse response) {
        try {
            BankAccount account = BankAccount.of(holder, number, ifsc);
            String before = accounts.find(visitor.tenant()).map(Shown::text).orElse(null);
            transactions.executeWithoutResult(_ -> {
                accounts.replace(visitor.tenant(), account);
                audit.record(visitor.deed("bank_account.change", null)
                        .before(before == null ? null : Map.of("account", before))
                        .after(Map.of("account", account.masked())));
            });
        } catch (Rejection rejection) {
            return page(visitor, new Form(holder, number, ifsc), rejection, HttpStatus.UNPROCESSABLE_CONTENT);
        }
        return Onward.to(
                visitor.path("/settlements"), "Saved. Payouts go to this account from now on.", request, response);
    }

    private ModelAndView page(Visitor visitor, Form form, @Nullable Rejection fault, HttpStatus status) {
        return new ModelAndView("portal/settlements/bank-account", status)
                .addObject("form", form)
                .addObject("known", accounts.find(visitor.tenant()).orElse(null))
                .addObject("wrong", fault == null ? null : fault.param())
                .addObject("why", fault == null ? null : fault.reason());
    }
}
