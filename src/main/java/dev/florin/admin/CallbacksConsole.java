package dev.florin.admin;

import dev.florin.audit.Audit;
import dev.florin.gateways.CallbackInbox;
import dev.florin.gateways.CallbackState;
import dev.florin.gateways.CallbackView;
import dev.florin.gateways.GatewayId;
import dev.florin.gateways.Gateways;
import dev.florin.kernel.PageQuery.Page;
import dev.florin.pages.Visitor;
import dev.florin.platform.Cursor;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.transaction.support.TransactionOperations;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import org.springframework.web.util.UriComponentsBuilder;

/** What acquirers said of their own accord and nobody here has taken note of. */
@Controller
class CallbacksConsole {

    private static final int SHOWN = 25;

    /** In the order of how much they may matter. */
    private static final List<CallbackState> STATES = List.of(
            CallbackState.FAILED,
            CallbackState.ORPHANED,
            CallbackState.UNREADABLE,
            CallbackState.UNKNOWN_TYPE,
            CallbackState.PENDING,
            CallbackState.DONE);

    private final CallbackInbox inbox;
    private final Gateways gateways;
    private final Audit audit;
    private final TransactionOperations transactions;

    CallbacksConsole(CallbackInbox inbox, Gateways gateways, Audit audit, TransactionOperations transactions) {
        this.inbox = inbox;
        this.gateways = gateways;
        this.audit = audit;
        this.transactions = transactions;
    }

    @GetMapping("/admin/callbacks")
    String list(
            @RequestParam(required = false) @Nullable String state,
            @RequestParam(required = false) @Nullable String after,
            Model model) {
        Map<CallbackState, Integer> counts = inbox.counts();
        CallbackState shown = STATES.stream()
                .filter(known -> known.wire().equals(state))
                .findAny()
                .orElseGet(() -> fullest(counts));
        Page<CallbackView> page = inbox.list(shown, Cursor.of(after).orElse(null), SHOWN);
        CallbackView next = page.next();
        model.addAttribute("page", page.data());
        model.addAttribute("state", shown);
        model.addAttribute("states", STATES);
        model.addAttribute("counts", counts);
        model.addAttribute("most", CallbackInbox.COUNTED);
        model.addAttribute("first", after == null ? null : address(shown, null));
        model.addAttribute("older", next == null ? null : address(shown, CallbackInbox.cursor(next)));
        return "admin/callbacks/list";
    }

    /** The first of those that there are any of. */
    private static CallbackState fullest(Map<CallbackState, Integer> counts) {
        return STATES.stream()
                .filter(state -> counts.getOrDefault(state, 0) > 0)
                .findFirst()
                .orElse(CallbackState.FAILED);
    }

    private static String address(CallbackState state, @Nullable Cursor after) {
        var address = UriComponentsBuilder.fromPath("/admin/callbacks").queryParam("state", state.wire());
        Optional.ofNullable(after)
                .ifPresent(place -> address.queryParam("after", "{after}").uriVariables(Map.of("after", place)));
        return address.encode().toUriString();
    }

    @GetMapping("/admin/callbacks/callback")
    String show(@RequestParam String gateway, @RequestParam String event, Model model) {
        model.addAttribute("callback", inbox.find(NoSuchGateway.named(gateway), event));
        return "admin/callbacks/show";
    }

    @PostMapping("/admin/callbacks/replay")
    String replay(@RequestParam String gateway, @RequestParam String event, Visitor visitor, RedirectAttributes next) {
        GatewayId id = NoSuchGateway.named(gateway);
        Done.say(next, () -> {
            transactions.executeWithoutResult(_ -> {
                CallbackView before = inbox.find(id, event);
                gateways.retryCallback(id, event);
                audit.record(visitor.deed("callback.replay", event)
                        .at(before.tenant() == null ? null : before.tenant().merchant())
                        .before(Map.of(
                                "gateway", gateway, "state", before.state().wire())));
            });
            return "It will be passed on again within seconds.";
        });
        return "redirect:/admin/callbacks";
    }
}
