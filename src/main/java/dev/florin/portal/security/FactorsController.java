package dev.florin.portal.security;

import dev.florin.kernel.Rejection;
import dev.florin.members.Passkeys;
import dev.florin.members.Permission;
import dev.florin.members.SecondFactors;
import dev.florin.pages.Challenges;
import dev.florin.pages.Requires;
import dev.florin.pages.Visitor;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Sets up what somebody proves themselves with beside their password. */
@Controller
class FactorsController {

    private final SecondFactors factors;
    private final Passkeys passkeys;

    FactorsController(SecondFactors factors, Passkeys passkeys) {
        this.factors = factors;
        this.passkeys = passkeys;
    }

    @GetMapping("/dashboard/security/app")
    @Requires(value = Permission.VIEW_PAYMENTS, recently = true, evenOfNobody = true)
    String setUpApp(Visitor visitor, Model model) {
        return setUp(visitor, null, model);
    }

    @PostMapping("/dashboard/security/app")
    @Requires(value = Permission.VIEW_PAYMENTS, recently = true, evenOfNobody = true)
    String confirmApp(
            @RequestParam String code,
            Visitor visitor,
            HttpServletResponse response,
            RedirectAttributes redirect,
            Model model) {
        try {
            List<String> codes = factors.confirmApp(visitor.person(), code, visitor.origin());
            return after("From now on a code of the app is asked for when you sign in.", codes, visitor, redirect, model);
        } catch (Rejection rejection) {
            response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
            return setUp(visitor, rejection.reason(), model);
        }
    }

    @PostMapping("/dashboard/security/app/remove")
    @Requires(value = Permission.VIEW_PAYMENTS, recently = true, evenOfNobody = true)
    String removeApp(Visitor visitor, RedirectAttributes redirect) {
        factors.removeApp(visitor.person(), visitor.origin());
        redirect.addFlashAttribute("flash", "The app for codes is removed.");
        return SecurityController.back(visitor);
    }

    @PostMapping("/dashboard/security/codes")
    @Requires(value = Permission.VIEW_PAYMENTS, recently = true, evenOfNobody = true)
    String renewCodes(Visitor visitor, RedirectAttributes redirect, Model model) {
        List<String> codes = factors.renewCodes(visitor.person(), visitor.origin());
        return after("The codes that you had work no more.", codes, visitor, redirect, model);
    }

    @GetMapping("/dashboard/security/passkeys/new")
    @Requires(value = Permission.VIEW_PAYMENTS, recently = true, evenOfNobody = true)
    String newPasskey() {
        return "portal/security/passkey";
    }

    /** What the browser is to make a passkey of. */
    @PostMapping("/dashboard/security/passkeys/options")
    @Requires(value = Permission.VIEW_PAYMENTS, recently = true, evenOfNobody = true)
    ResponseEntity<String> options(Visitor visitor, HttpServletRequest request) {
        String challenge = passkeys.challenge();
        Challenges.keep(challenge, request);
        return ResponseEntity.ok()
                .contentType(MediaType.APPLICATION_JSON)
                .body(passkeys.creationOptions(visitor.person(), challenge));
    }

    @PostMapping("/dashboard/security/passkeys")
    @Requires(value = Permission.VIEW_PAYMENTS, recently = true, evenOfNobody = true)
    String addPasskey(
            @RequestParam(required = false) @Nullable String name,
            @RequestParam(required = false) @Nullable String passkey,
            Visitor visitor,
            HttpServletRequest request,
            RedirectAttributes redirect,
            Model model) {
        String challenge = Challenges.take(request).orElse("");
        if (challenge.isEmpty() || passkey == null || passkey.isEmpty()) {
            redirect.addFlashAttribute("fault", "No passkey was made. Your browser has to allow scripts for that.");
            return SecurityController.back(visitor);
        }
        try {
            List<String> codes = passkeys.add(visitor.person(), challenge, name == null ? "" : name, passkey, visitor.origin());
            return after("The passkey is added. It signs you in alone.", codes, visitor, redirect, model);
        } catch (Rejection rejection) {
            redirect.addFlashAttribute("fault", rejection.reason());
            return SecurityController.back(visitor);
        }
    }

    @PostMapping("/dashboard/security/passkeys/remove")
    @Requires(value = Permission.VIEW_PAYMENTS, recently = true, evenOfNobody = true)
    String removePasskey(@RequestParam String id, Visitor visitor, RedirectAttributes redirect) {
        passkeys.remove(visitor.person(), id, visitor.origin());
        redirect.addFlashAttribute("flash", "The passkey is removed. Delete it in your device too.");
        return SecurityController.back(visitor);
    }

    private String setUp(Visitor visitor, @Nullable String fault, Model model) {
        var setup = factors.beginApp(visitor.person());
        model.addAttribute("secret", setup.secret());
        model.addAttribute("qr", QrCodes.draw(setup.uri()));
        model.addAttribute("fault", fault);
        return "portal/security/app";
    }

    /** Codes are shown by the answer itself: they are kept nowhere, and so in no session. */
    private static String after(
            String said, List<String> codes, Visitor visitor, RedirectAttributes redirect, Model model) {
        if (codes.isEmpty()) {
            redirect.addFlashAttribute("flash", said);
            return SecurityController.back(visitor);
        }
        model.addAttribute("said", said);
        model.addAttribute("codes", codes);
        return "portal/security/codes";
    }
}
