package dev.florin.admin;

import dev.florin.audit.Audit;
import dev.florin.gateways.Exchange;
import dev.florin.gateways.GatewayHealth;
import dev.florin.gateways.GatewayId;
import dev.florin.gateways.GatewaySwitches;
import dev.florin.pages.Visitor;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.stereotype.Controller;
import org.springframework.transaction.support.TransactionOperations;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** How the acquirers fare, and whether they are sent anything. */
@Controller
class GatewaysConsole {

    private final GatewaySwitches switches;
    private final Audit audit;
    private final TransactionOperations transactions;

    GatewaysConsole(GatewaySwitches switches, Audit audit, TransactionOperations transactions) {
        this.switches = switches;
        this.audit = audit;
        this.transactions = transactions;
    }

    /** A gateway, as each instance finds it. */
    public record Found(GatewayId gateway, List<GatewayHealth> instances, List<Exchange> exchanges) {

        public boolean anyOpen() {
            return instances.stream().anyMatch(GatewayHealth::isOpen);
        }

        public boolean held() {
            return instances.stream().anyMatch(one -> one.circuit().equals("forced_open"));
        }
    }

    @GetMapping("/admin/gateways")
    String list(Model model) {
        Map<GatewayId, List<GatewayHealth>> found =
                switches.all().stream().collect(Collectors.groupingBy(GatewayHealth::gateway));
        Map<String, Found> gateways = new TreeMap<>();
        found.forEach((gateway, instances) ->
                gateways.put(gateway.name(), new Found(gateway, instances, switches.lastExchanges(gateway))));
        model.addAttribute("gateways", gateways.values());
        return "admin/gateways/list";
    }

    @PostMapping("/admin/gateways/{gateway}/hold")
    String hold(@PathVariable String gateway, Visitor visitor, RedirectAttributes next) {
        GatewayId id = NoSuchGateway.named(gateway);
        Done.say(next, () -> {
            turn(visitor, "gateway.hold", id, () -> switches.hold(id));
            return "No instruction is sent to %s until somebody releases it.".formatted(gateway);
        });
        return "redirect:/admin/gateways";
    }

    @PostMapping("/admin/gateways/{gateway}/release")
    String release(@PathVariable String gateway, Visitor visitor, RedirectAttributes next) {
        GatewayId id = NoSuchGateway.named(gateway);
        Done.say(next, () -> {
            turn(visitor, "gateway.release", id, () -> switches.release(id));
            return "A few calls to %s are tried; if they succeed, its circuit closes.".formatted(gateway);
        });
        return "redirect:/admin/gateways";
    }

    private void turn(Visitor visitor, String action, GatewayId gateway, Runnable deed) {
        Map<String, String> circuits = switches.all().stream()
                .filter(one -> one.gateway().equals(gateway))
                .collect(Collectors.toMap(GatewayHealth::instance, GatewayHealth::circuit));
        transactions.executeWithoutResult(_ -> {
            deed.run();
            audit.record(visitor.deed(action, gateway.name()).at((UUID) null).before(circuits));
        });
    }
}
