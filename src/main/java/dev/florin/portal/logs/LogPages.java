package dev.florin.portal.logs;

import dev.florin.kernel.PageQuery;
import dev.florin.kernel.TypeId;
import dev.florin.members.Permission;
import dev.florin.merchants.ApiKey;
import dev.florin.merchants.Merchants;
import dev.florin.pages.Requires;
import dev.florin.pages.Visitor;
import dev.florin.portal.Indented;
import dev.florin.portal.PageTurn;
import dev.florin.requests.RequestId;
import dev.florin.requests.RequestView;
import dev.florin.requests.Requests;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

@Controller
@RequestMapping("/dashboard/logs")
class LogPages {

    private final Requests requests;
    private final Merchants merchants;
    private final String publicUrl;

    LogPages(Requests requests, Merchants merchants, @Value("${florin.public-url}") String publicUrl) {
        this.requests = requests;
        this.merchants = merchants;
        this.publicUrl = publicUrl;
    }

    @GetMapping
    @Requires(Permission.VIEW_DEVELOPMENT)
    String list(
            Visitor visitor,
            @ModelAttribute("search") LogSearch search,
            @RequestParam(name = "starting_after", required = false) @Nullable String after,
            @RequestParam(name = "ending_before", required = false) @Nullable String before,
            Model model) {
        RequestId wanted = search.request();
        if (wanted != null) {
            return "redirect:" + visitor.path("/logs/" + wanted);
        }
        PageQuery query = PageTurn.query("req", after, before);
        var found = requests.list(visitor.tenant(), search.filter(visitor.zone()), query);
        RequestId goOn = found.goOn();
        model.addAttribute("requests", found.page().data());
        model.addAttribute(
                "turn",
                PageTurn.of(
                        visitor.path("/logs"),
                        search.parameters(),
                        query,
                        found.page(),
                        request -> request.id().toString(),
                        goOn == null ? null : goOn.toString()));
        model.addAttribute("lookedUpTo", goOn == null ? null : goOn.at());
        model.addAttribute("on", requests.isOn());
        model.addAttribute(
                "keys",
                merchants.keys(visitor.tenant()).stream().map(ApiKey::keyId).toList());
        return "portal/logs/list";
    }

    /** @throws dev.florin.kernel.Rejection {@code request_not_found} */
    @GetMapping("/{id}")
    @Requires(Permission.VIEW_DEVELOPMENT)
    String show(Visitor visitor, @PathVariable String id, Model model) {
        RequestView request = requests.find(visitor.tenant(), RequestId.of(id));
        model.addAttribute("request", request);
        model.addAttribute("asked", Indented.of(request.request()));
        model.addAttribute("answered", Indented.of(request.answer()));
        model.addAttribute("curl", Curl.of(publicUrl, request));
        model.addAttribute("subjects", subjects(request));
        return "portal/logs/show";
    }

    /** A thing that the request made, changed or tried to change, and where it is looked at. */
    record Subject(String name, String id, String path) {}

    private static List<Subject> subjects(RequestView request) {
        return java.util.stream.Stream.of(
                        request.payment() == null
                                ? null
                                : subject("Payment", TypeId.format("pay", request.payment()), "/payments/"),
                        request.order() == null
                                ? null
                                : subject("Order", TypeId.format("order", request.order()), "/orders/"),
                        request.refund() == null
                                ? null
                                : subject("Refund", TypeId.format("rfnd", request.refund()), "/refunds/"))
                .filter(java.util.Objects::nonNull)
                .toList();
    }

    private static Subject subject(String name, String id, String path) {
        return new Subject(name, id, path + id);
    }
}
