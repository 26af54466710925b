package dev.florin.portal.keys;

import dev.florin.audit.Audit;
import dev.florin.members.Permission;
import dev.florin.merchants.Signing;
import dev.florin.merchants.SigningSecret;
import dev.florin.pages.Audited;
import dev.florin.pages.Requires;
import dev.florin.pages.Visitor;
import dev.florin.portal.Overlap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The secret that results of the checkout are signed with, which its merchant may look at. */
@Controller
@RequestMapping("/dashboard/keys/signing")
class SigningPages {

    private final Signing signing;
    private final Audit audit;

    SigningPages(Signing signing, Audit audit) {
        this.signing = signing;
        this.audit = audit;
    }

    /** By POST, as it is a thing done: it is recorded, and no history of a browser leads to it. */
    @PostMapping("/reveal")
    @Requires(value = Permission.MANAGE_KEYS, recently = true)
    String reveal(Visitor visitor, Model model) {
        audit.record(visitor.deed("signing_secret.reveal", null));
        return show(signing.reveal(visitor.tenant()), false, model);
    }

    @GetMapping("/roll")
    @Requires(Permission.MANAGE_KEYS)
    String askToRoll(@RequestHeader(name = "HX-Request", required = false) @Nullable String part, Model model) {
        model.addAttribute("overlaps", Overlap.values());
        return part == null ? "portal/keys/signing-roll" : "portal/keys/signing-roll :: form";
    }

    @PostMapping("/roll")
    @Requires(value = Permission.MANAGE_KEYS, recently = true)
    String roll(Visitor visitor, @RequestParam(defaultValue = "DAY") Overlap overlap, Model model) {
        SigningSecret secret = signing.rotate(
                visitor.tenant(),
                overlap.duration(),
                Audited.by(
                        audit,
                        _ -> visitor.deed("signing_secret.rotate", null)
                                .after(Map.of(
                                        "overlap_seconds", overlap.duration().toSeconds()))));
        return show(secret, true, model);
    }

    private static String show(SigningSecret secret, boolean rolled, Model model) {
        model.addAttribute("secret", secret);
        model.addAttribute("rolled", rolled);
        return "portal/keys/signing";
    }
}
