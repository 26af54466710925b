package dev.florin.portal.webhooks;

import dev.florin.audit.Audit;
import dev.florin.kernel.Mask;
import dev.florin.kernel.PageQuery;
import dev.florin.members.Permission;
import dev.florin.pages.Audited;
import dev.florin.pages.Onward;
import dev.florin.pages.Requires;
import dev.florin.pages.Visitor;
import dev.florin.portal.Indented;
import dev.florin.portal.PageTurn;
import dev.florin.webhooks.AttemptView;
import dev.florin.webhooks.Deliveries;
import dev.florin.webhooks.DeliveryId;
import dev.florin.webhooks.DeliveryView;
import dev.florin.webhooks.Endpoints;
import dev.florin.webhooks.EventName;
import dev.florin.webhooks.Webhooks;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The log of what was sent to endpoints. */
@Controller
@RequestMapping("/dashboard/webhooks/deliveries")
class DeliveryPages {

    private final Deliveries deliveries;
    private final Endpoints endpoints;
    private final Webhooks webhooks;
    private final Audit audit;

    DeliveryPages(Deliveries deliveries, Endpoints endpoints, Webhooks webhooks, Audit audit) {
        this.deliveries = deliveries;
        this.endpoints = endpoints;
        this.webhooks = webhooks;
        this.audit = audit;
    }

    @GetMapping
    @Requires(Permission.VIEW_DEVELOPMENT)
    String list(
            Visitor visitor,
            @ModelAttribute("search") DeliverySearch search,
            @RequestParam(name = "starting_after", required = false) @Nullable String after,
            @RequestParam(name = "ending_before", required = false) @Nullable String before,
            Model model) {
        DeliveryId wanted = search.delivery();
        if (wanted != null) {
            return "redirect:" + visitor.path("/webhooks/deliveries/" + wanted);
        }
        PageQuery query = PageTurn.query("whd", after, before);
        var found = deliveries.search(visitor.tenant(), search.filter(visitor.zone()), query);
        DeliveryId goOn = found.goOn();
        model.addAttribute("deliveries", found.page().data());
        model.addAttribute(
                "turn",
                PageTurn.of(
                        visitor.path("/webhooks/deliveries"),
                        search.parameters(),
                        query,
                        found.page(),
                        delivery -> delivery.id().toString(),
                        goOn == null ? null : goOn.toString()));
        model.addAttribute(
                "endpoints",
                endpoints
                        .list(visitor.tenant(), PageQuery.first(Endpoints.MOST))
                        .data());
        model.addAttribute(
                "names", Arrays.stream(EventName.values()).map(EventName::wire).toList());
        return "portal/webhooks/deliveries";
    }

    /** An attempt with what it was answered, as people read it. */
    record Attempt(AttemptView attempt, @Nullable String answer) {}

    /** @throws dev.florin.kernel.Rejection {@code webhook_not_found} */
    @GetMapping("/{id}")
    @Requires(Permission.VIEW_DEVELOPMENT)
    String show(Visitor visitor, @PathVariable String id, Model model) {
        DeliveryView delivery = deliveries.find(visitor.tenant(), DeliveryId.of(id));
        List<Attempt> attempts = deliveries.attempts(visitor.tenant(), delivery.id()).stream()
                .map(attempt -> new Attempt(attempt, json(attempt.answer())))
                .toList();
        model.addAttribute("delivery", delivery);
        model.addAttribute("attempts", attempts.reversed());
        model.addAttribute(
                "body",
                Indented.of(Mask.cards(
                        webhooks.findEvent(visitor.tenant(), delivery.eventId()).body())));
        model.addAttribute(
                "endpoint",
                endpoints.list(visitor.tenant(), PageQuery.first(Endpoints.MOST)).data().stream()
                        .filter(it -> it.id().equals(delivery.endpoint()))
                        .findFirst()
                        .orElse(null));
        return "portal/webhooks/delivery";
    }

    @PostMapping("/{id}/resend")
    @Requires(Permission.MANAGE_WEBHOOKS)
    Object resend(Visitor visitor, @PathVariable String id, HttpServletRequest request, HttpServletResponse response) {
        deliveries.retry(
                visitor.tenant(), DeliveryId.of(id), Audited.by(audit, _ -> visitor.deed("delivery.resend", id)));
        return Onward.to(
                visitor.path("/webhooks/deliveries/" + id),
                "It is being sent again. Reload the page to see what became of it.",
                request,
                response);
    }

    private static @Nullable String json(@Nullable String answer) {
        return answer != null && answer.startsWith("{") ? Indented.of(answer) : answer;
    }
}
