package dev.florin.admin;

import dev.florin.disputes.DisputeWatching;
import dev.florin.reconciliation.StatementWatching;
import java.time.Duration;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;

/** What merchants have to do before it costs somebody money, so that whoever runs Florin knows whom to call. */
@Controller
class WaitingConsole {

    private static final Duration AHEAD = Duration.ofDays(7);
    private static final int SHOWN = 100;

    private final DisputeWatching disputes;
    private final StatementWatching statements;

    WaitingConsole(DisputeWatching disputes, StatementWatching statements) {
        this.disputes = disputes;
        this.statements = statements;
    }

    @GetMapping("/admin/waiting")
    String list(Model model) {
        model.addAttribute("disputes", disputes.unanswered(AHEAD, SHOWN));
        model.addAttribute("undecided", statements.old(SHOWN));
        model.addAttribute("behind", statements.behind(SHOWN));
        model.addAttribute("shown", SHOWN);
        return "admin/waiting/list";
    }
}
