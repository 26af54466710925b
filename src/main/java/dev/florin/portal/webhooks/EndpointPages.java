package dev.florin.portal.webhooks;

import dev.florin.audit.Audit;
import dev.florin.kernel.PageQuery;
import dev.florin.kernel.Rejection;
import dev.florin.members.Permission;
import dev.florin.pages.Audited;
import dev.florin.pages.Onward;
import dev.florin.pages.Requires;
import dev.florin.pages.Visitor;
import dev.florin.webhooks.ChangeEndpoint;
import dev.florin.webhooks.CreateEndpoint;
import dev.florin.webhooks.Deliveries;
import dev.florin.webhooks.Deliveries.DeliveryFilter;
import dev.florin.webhooks.DeliveryView;
import dev.florin.webhooks.EndpointId;
import dev.florin.webhooks.EndpointView;
import dev.florin.webhooks.Endpoints;
import dev.florin.webhooks.EventName;
import dev.florin.webhooks.IssuedEndpoint;
import dev.florin.webhooks.Replays;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** Webhook endpoints. A new secret is shown in the answer to the form that made it, and nowhere else. */
@Controller
@RequestMapping("/dashboard/webhooks")
class EndpointPages {

    private static final int LATEST = 10;

    private final Endpoints endpoints;
    private final Deliveries deliveries;
    private final Replays replays;
    private final Audit audit;
    private final InstantSource clock;

    EndpointPages(Endpoints endpoints, Deliveries deliveries, Replays replays, Audit audit, InstantSource clock) {
        this.endpoints = endpoints;
        this.deliveries = deliveries;
        this.replays = replays;
        this.audit = audit;
        this.clock = clock;
    }

    @GetMapping
    @Requires(Permission.VIEW_DEVELOPMENT)
    String list(Visitor visitor, Model model) {
        model.addAttribute(
                "endpoints",
                endpoints
                        .list(visitor.tenant(), PageQuery.first(Endpoints.MOST))
                        .data());
        model.addAttribute("deliveries", latest(visitor, null));
        model.addAttribute("now", clock.instant());
        return "portal/webhooks/list";
    }

    @GetMapping("/new")
    @Requires(Permission.MANAGE_WEBHOOKS)
    String ask(Model model) {
        return form(EndpointForm.EMPTY, null, model);
    }

    @PostMapping
    @Requires(value = Permission.MANAGE_WEBHOOKS, recently = true)
    Object create(Visitor visitor, @ModelAttribute EndpointForm form, Model model) {
        try {
            IssuedEndpoint issued = endpoints.create(
                    visitor.tenant(),
                    new CreateEndpoint(form.target(), form.description(), form.wanted(), true),
                    Audited.by(
                            audit,
                            made -> visitor.deed(
                                            "endpoint.create",
                                            made.endpoint().id().toString())
                                    .after(facts(made.endpoint()))));
            return secret(issued, false, model);
        } catch (Rejection rejection) {
            return again(form, null, rejection, model);
        }
    }

    @GetMapping("/endpoints/{id}")
    @Requires(Permission.VIEW_DEVELOPMENT)
    String show(Visitor visitor, @PathVariable String id, Model model) {
        EndpointView endpoint = endpoints.find(visitor.tenant(), EndpointId.of(id));
        model.addAttribute("endpoint", endpoint);
        model.addAttribute("deliveries", latest(visitor, endpoint.id()));
        model.addAttribute(
                "replay", replays.latest(visitor.tenant(), endpoint.id()).orElse(null));
        model.addAttribute("now", clock.instant());
        return "portal/webhooks/show";
    }

    @GetMapping("/endpoints/{id}/edit")
    @Requires(Permission.MANAGE_WEBHOOKS)
    String askToChange(Visitor visitor, @PathVariable String id, Model model) {
        EndpointView endpoint = endpoints.find(visitor.tenant(), EndpointId.of(id));
        return form(EndpointForm.of(endpoint), endpoint, model);
    }

    @PostMapping("/endpoints/{id}")
    @Requires(Permission.MANAGE_WEBHOOKS)
    Object change(
            Visitor visitor,
            @PathVariable String id,
            @ModelAttribute EndpointForm form,
            Model model,
            HttpServletRequest request,
            HttpServletResponse response) {
        EndpointView before = endpoints.find(visitor.tenant(), EndpointId.of(id));
        try {
            change(
                    visitor,
                    before,
                    new ChangeEndpoint(
                            form.target(), Objects.requireNonNullElse(form.description(), ""), form.wanted(), null),
                    "endpoint.change");
        } catch (Rejection rejection) {
            return again(form, before, rejection, model);
        }
        return shown(visitor, id, "Saved. What happens from now on is sent as you have said.", request, response);
    }

    @PostMapping("/endpoints/{id}/enable")
    @Requires(Permission.MANAGE_WEBHOOKS)
    Object enable(Visitor visitor, @PathVariable String id, HttpServletRequest request, HttpServletResponse response) {
        turn(visitor, id, true);
        return shown(visitor, id, "Enabled, with a clean slate. What happens from now on is sent.", request, response);
    }

    @PostMapping("/endpoints/{id}/disable")
    @Requires(Permission.MANAGE_WEBHOOKS)
    Object disable(Visitor visitor, @PathVariable String id, HttpServletRequest request, HttpServletResponse response) {
        turn(visitor, id, false);
        return shown(
                visitor,
                id,
                "Disabled. What was still to be sent is given up; you can replay it later.",
                request,
                response);
    }

    @GetMapping("/endpoints/{id}/delete")
    @Requires(Permission.MANAGE_WEBHOOKS)
    String askToDelete(
            Visitor visitor,
            @PathVariable String id,
            @RequestHeader(name = "HX-Request", required = false) @Nullable String part,
            Model model) {
        model.addAttribute("endpoint", endpoints.find(visitor.tenant(), EndpointId.of(id)));
        return part == null ? "portal/webhooks/delete" : "portal/webhooks/delete :: form";
    }

    @PostMapping("/endpoints/{id}/delete")
    @Requires(Permission.MANAGE_WEBHOOKS)
    Object delete(Visitor visitor, @PathVariable String id, HttpServletRequest request, HttpServletResponse response) {
        EndpointView endpoint = endpoints.find(visitor.tenant(), EndpointId.of(id));
        endpoints.delete(
                visitor.tenant(),
                endpoint.id(),
                Audited.by(audit, _ -> visitor.deed("endpoint.delete", id).before(facts(endpoint))));
        return Onward.to(
                visitor.path("/webhooks"),
                "The endpoint is deleted. The log of what it was sent stays for 30 days.",
                request,
                response);
    }

    @GetMapping("/endpoints/{id}/rotate")
    @Requires(Permission.MANAGE_WEBHOOKS)
    String askToRotate(
            Visitor visitor,
            @PathVariable String id,
            @RequestHeader(name = "HX-Request", required = false) @Nullable String part,
            Model model) {
        model.addAttribute("endpoint", endpoints.find(visitor.tenant(), EndpointId.of(id)));
        return part == null ? "portal/webhooks/rotate" : "portal/webhooks/rotate :: form";
    }

    @PostMapping("/endpoints/{id}/rotate")
    @Requires(value = Permission.MANAGE_WEBHOOKS, recently = true)
    String rotate(Visitor visitor, @PathVariable String id, Model model) {
        return secret(
                endpoints.rotateSecret(
                        visitor.tenant(),
                        EndpointId.of(id),
                        Audited.by(audit, _ -> visitor.deed("endpoint.rotate_secret", id))),
                true,
                model);
    }

    @PostMapping("/endpoints/{id}/test")
    @Requires(Permission.MANAGE_WEBHOOKS)
    Object test(Visitor visitor, @PathVariable String id, HttpServletRequest request, HttpServletResponse response) {
        DeliveryView sent = deliveries.test(
                visitor.tenant(), EndpointId.of(id), Audited.by(audit, _ -> visitor.deed("endpoint.test", id)));
        return Onward.to(
                visitor.path("/webhooks/deliveries/" + sent.id()),
                "A test event is on its way. This page shows what became of it.",
                request,
                response);
    }

    @PostMapping("/endpoints/{id}/replay")
    @Requires(Permission.MANAGE_WEBHOOKS)
    Object replay(
            Visitor visitor,
            @PathVariable String id,
            @RequestParam(defaultValue = "DAY") Lookback since,
            HttpServletRequest request,
            HttpServletResponse response) {
        Instant from = since.before(clock.instant());
        replays.begin(
                visitor.tenant(),
                EndpointId.of(id),
                from,
                Audited.by(
                        audit,
                        replay -> visitor.deed("endpoint.replay", id)
                                .after(Map.of("deliveries", replay.total(), "since", String.valueOf(from)))));
        return shown(
                visitor, id, "What has failed is being sent again. This page shows how far it is.", request, response);
    }

    private void turn(Visitor visitor, String id, boolean on) {
        EndpointView before = endpoints.find(visitor.tenant(), EndpointId.of(id));
        change(visitor, before, new ChangeEndpoint(null, null, null, on), on ? "endpoint.enable" : "endpoint.disable");
    }

    private void change(Visitor visitor, EndpointView before, ChangeEndpoint change, String action) {
        endpoints.change(
                visitor.tenant(),
                before.id(),
                change,
                Audited.by(
                        audit,
                        after -> visitor.deed(action, before.id().toString())
                                .before(facts(before))
                                .after(facts(after))));
    }

    private static Map<String, ?> facts(EndpointView endpoint) {
        return Map.of("url", endpoint.url(), "events", endpoint.events(), "enabled", endpoint.enabled());
    }

    private List<DeliveryView> latest(Visitor visitor, @Nullable EndpointId endpoint) {
        return deliveries
                .search(visitor.tenant(), new DeliveryFilter(null, null, endpoint, null, null), PageQuery.first(LATEST))
                .page()
                .data();
    }

    private static Object shown(
            Visitor visitor, String id, String said, HttpServletRequest request, HttpServletResponse response) {
        return Onward.to(visitor.path("/webhooks/endpoints/" + id), said, request, response);
    }

    private static ModelAndView again(
            EndpointForm form, @Nullable EndpointView endpoint, Rejection rejection, Model model) {
        model.addAttribute("fault", rejection.reason());
        String view = form(form, endpoint, model);
        return new ModelAndView(view, model.asMap(), HttpStatus.UNPROCESSABLE_CONTENT);
    }

    private static String form(EndpointForm form, @Nullable EndpointView endpoint, Model model) {
        model.addAttribute("form", form);
        model.addAttribute("endpoint", endpoint);
        model.addAttribute(
                "names",
                Arrays.stream(EventName.values())
                        .filter(name -> name != EventName.WEBHOOK_TEST)
                        .map(EventName::wire)
                        .toList());
        return "portal/webhooks/form";
    }

    private static String secret(IssuedEndpoint issued, boolean rotated, Model model) {
        model.addAttribute("endpoint", issued.endpoint());
        model.addAttribute("secret", issued.secret());
        model.addAttribute("rotated", rotated);
        return "portal/webhooks/secret";
    }
}
