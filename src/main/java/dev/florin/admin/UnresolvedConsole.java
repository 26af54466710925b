package dev.florin.admin;

import dev.florin.audit.Audit;
import dev.florin.consistency.Sweeps;
import dev.florin.kernel.Tenant;
import dev.florin.pages.Visitor;
import dev.florin.payments.PaymentId;
import dev.florin.payments.PaymentView;
import dev.florin.payments.Payments;
import dev.florin.platform.Unresolved;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;

/** What acquirers were asked for and have not answered yet; and one payment, as far as it explains why. */
@Controller
class UnresolvedConsole {

    /** What is open for longer has been asked about a dozen times. */
    static final Duration STUCK = Duration.ofMinutes(10);

    private static final int SHOWN = 100;
    private static final int SWEEPS = 20;

    private final List<Unresolved> kinds;
    private final Payments payments;
    private final Audit audit;
    private final Sweeps sweeps;
    private final InstantSource clock;

    UnresolvedConsole(List<Unresolved> kinds, Payments payments, Audit audit, Sweeps sweeps, InstantSource clock) {
        this.kinds =
                kinds.stream().sorted(Comparator.comparing(Unresolved::name)).toList();
        this.payments = payments;
        this.audit = audit;
        this.sweeps = sweeps;
        this.clock = clock;
    }

    /** @param open how many are open in all, {@code minute} for more than a minute, {@code stuck} for more than ten */
    public record Group(String name, int open, int minute, int stuck, List<Unresolved.Case> oldest) {}

    @GetMapping("/admin/unresolved")
    String list(Model model) {
        Instant now = clock.instant();
        model.addAttribute(
                "groups",
                kinds.stream()
                        .map(kind -> new Group(
                                kind.name(),
                                kind.countBefore(now.plusSeconds(60)),
                                kind.countBefore(now.minusSeconds(60)),
                                kind.countBefore(now.minus(STUCK)),
                                kind.oldest(SHOWN)))
                        .toList());
        model.addAttribute("shown", SHOWN);
        model.addAttribute("sweeps", sweeps.newest(SWEEPS));
        return "admin/unresolved/list";
    }

    /** Something that happened to a payment. */
    public record Step(String name, Instant at) {}

    /** To look at a merchant's payment is written into that merchant's own audit log. */
    @GetMapping("/admin/payments/{merchant}/{mode:live|test}/{payment}")
    String payment(
            @PathVariable String merchant,
            @PathVariable String mode,
            @PathVariable String payment,
            Visitor visitor,
            Model model) {
        var tenant = new Tenant(ConsoleModel.merchant(merchant).orElseThrow(NoSuchMerchant::new), mode.equals("live"));
        var id = PaymentId.of(payment);
        PaymentView found = payments.find(tenant, id);
        audit.record(visitor.deed("payment.view", id.toString()).at(tenant));
        model.addAttribute("payment", found);
        model.addAttribute(
                "steps",
                found.events().stream()
                        .map(event -> new Step(event.getClass().getSimpleName(), event.at()))
                        .toList());
        model.addAttribute("exchanges", payments.exchanges(tenant, id));
        return "admin/payments/show";
    }
}
