package dev.florin.admin;

import dev.florin.audit.Audit;
import dev.florin.kernel.Once;
import dev.florin.kernel.PageQuery;
import dev.florin.kernel.PageQuery.Page;
import dev.florin.kernel.Tenant;
import dev.florin.pages.Visitor;
import dev.florin.webhooks.Deliveries;
import dev.florin.webhooks.DeliveryId;
import dev.florin.webhooks.DeliveryView;
import dev.florin.webhooks.EndpointId;
import dev.florin.webhooks.Undelivered;
import dev.florin.webhooks.Undelivered.Of;
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

/** Webhook deliveries that were given up, of all merchants. */
@Controller
class WebhooksConsole {

    private static final int SHOWN = 25;

    private final Undelivered undelivered;
    private final Deliveries deliveries;
    private final Audit audit;
    private final TransactionOperations transactions;

    WebhooksConsole(Undelivered undelivered, Deliveries deliveries, Audit audit, TransactionOperations transactions) {
        this.undelivered = undelivered;
        this.deliveries = deliveries;
        this.audit = audit;
        this.transactions = transactions;
    }

    /** Whose deliveries are meant, as forms and URLs have it. */
    record Query(
            @Nullable String merchant,
            @Nullable String live,
            @Nullable String endpoint) {

        /** Null for all. */
        @Nullable
        Of of() {
            return merchant == null || live == null || endpoint == null
                    ? null
                    : new Of(tenant(merchant, Boolean.parseBoolean(live)), EndpointId.of(endpoint));
        }

        String address() {
            Of of = of();
            return of == null
                    ? "/admin/webhooks?"
                    : "/admin/webhooks?merchant=%s&live=%s&endpoint=%s"
                            .formatted(
                                    ConsoleModel.text(of.tenant().merchant()),
                                    of.tenant().live(),
                                    of.endpoint());
        }
    }

    private static Tenant tenant(String merchant, boolean live) {
        return new Tenant(ConsoleModel.merchant(merchant).orElseThrow(NoSuchMerchant::new), live);
    }

    @GetMapping("/admin/webhooks")
    String list(
            Query query,
            @RequestParam(required = false) @Nullable String after,
            @RequestParam(required = false) @Nullable String before,
            Model model) {
        UUID older = after == null ? null : DeliveryId.of(after).value();
        UUID newer = before == null ? null : DeliveryId.of(before).value();
        Page<DeliveryView> page =
                undelivered.list(query.of(), new PageQuery(SHOWN, older, older == null ? newer : null));
        model.addAttribute("page", page.data());
        model.addAttribute("endpoints", undelivered.byEndpoint());
        model.addAttribute("chosen", query.of());
        model.addAttribute("query", query);
        model.addAttribute("most", Undelivered.COUNTED);
        Links links = Links.of(page, older != null, newer != null);
        model.addAttribute(
                "older",
                links.older() == null
                        ? null
                        : query.address() + "&after=" + links.older().id());
        model.addAttribute(
                "newer",
                links.newer() == null
                        ? null
                        : query.address() + "&before=" + links.newer().id());
        return "admin/webhooks/list";
    }

    /** Where the neighbours of a page begin. */
    record Links(@Nullable DeliveryView newer, @Nullable DeliveryView older) {

        static Links of(Page<DeliveryView> page, boolean hasNewer, boolean hasOlder) {
            if (page.data().isEmpty()) {
                return new Links(null, null);
            }
            boolean newer = page.backwards() ? page.hasMore() : hasNewer;
            boolean older = page.backwards() ? hasOlder : page.hasMore();
            return new Links(
                    newer ? page.data().getFirst() : null, older ? page.data().getLast() : null);
        }
    }

    @PostMapping("/admin/webhooks/resend")
    String resend(
            @RequestParam String merchant,
            @RequestParam String live,
            @RequestParam String delivery,
            Visitor visitor,
            RedirectAttributes next) {
        Tenant tenant = tenant(merchant, Boolean.parseBoolean(live));
        var id = DeliveryId.of(delivery);
        Done.say(next, () -> {
            transactions.executeWithoutResult(_ -> {
                DeliveryView before = deliveries.find(tenant, id);
                deliveries.retry(tenant, id, Once.unkeyed());
                audit.record(visitor.deed("webhook.resend", id.toString())
                        .at(tenant)
                        .before(Map.of("status", before.status().wire(), "attempts", before.attempts())));
            });
            return "It is being sent again.";
        });
        return "redirect:/admin/webhooks";
    }

    @PostMapping("/admin/webhooks/resend-all")
    String resendAll(
            @RequestParam String merchant,
            @RequestParam String live,
            @RequestParam String endpoint,
            Visitor visitor,
            RedirectAttributes next) {
        Tenant tenant = tenant(merchant, Boolean.parseBoolean(live));
        var id = EndpointId.of(endpoint);
        Done.say(next, () -> {
            int count = transactions.execute(_ -> {
                int sent = undelivered.resend(tenant, id);
                audit.record(
                        visitor.deed("webhook.resend", id.toString()).at(tenant).after(Map.of("count", sent)));
                return sent;
            });
            return count == 0
                    ? "There was nothing left to send again."
                    : count < Undelivered.AT_ONCE
                            ? "%,d of them are being sent again.".formatted(count)
                            : "The oldest %,d are being sent again. Ask again for more.".formatted(count);
        });
        return "redirect:/admin/webhooks";
    }
}
