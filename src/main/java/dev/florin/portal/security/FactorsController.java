package dev.florin.portal.security;

import dev.florin.kernel.Rejection;
import dev.florin.members.Passkeys;
import dev.florin.members.Permission;
import dev.florin.members.SecondFactors;
import dev.florin.pages.Challenges;
import dev.florin.pages.Requires;
import dev.florin.pages.Visitor;
import dev.florin.platform.QrCodes;
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
    Object confirmApp(
            @RequestParam String code,
            Visitor visitor,
            HttpServletRequest request,
            HttpServletResponse response,
            Model model) {
        try {
            List<String> codes = factors.confirmApp(visitor.person(), code, visitor.origin());
            return after(
                    "From now on a code of the app is asked for when you sign in.",
                    codes,
                    visitor,
                    request,
                    response,
                    model);
        } catch (Rejection rejection) {
            response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
            return setUp(visitor, rejection.reason(), model);
        }
    }

    @PostMapping("/dashboard/security/app/remove")
    @Requires(value = Permission.VIEW_PAYMENTS, recently = true, evenOfNobody = true)
    ResponseEntity<Void> removeApp(Visitor visitor, HttpServletRequest request, HttpServletResponse response) {
        factors.removeApp(visitor.person(), visitor.origin());
        return SecurityController.onward(visitor, "The app for codes is removed.", request, response);
    }

    @PostMapping("/dashboard/security/codes")
    @Requires(value = Permission.VIEW_PAYMENTS, recently = true, evenOfNobody = true)
    Object renewCodes(Visitor visitor, HttpServletRequest request, HttpServletResponse response, Model model) {
        List<String> codes = factors.renewCodes(visitor.person(), visitor.origin());
        return after("The codes that you had work no more.", codes, visitor, request, response, model);
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
    Object addPasskey(
            @RequestParam(required = false) @Nullable String name,
            @RequestParam(required = false) @Nullable String passkey,
            Visitor visitor,
            HttpServletRequest request,
            HttpServletResponse response,
            Model model) {
        String challenge = Challenges.take(request).orElse("");
        if (challenge.isEmpty() || passkey == null || passkey.isEmpty()) {
            return again("No passkey was made. Your browser has to allow scripts for that.", response, model);
        }
        try {
            List<String> codes =
                    passkeys.add(visitor.person(), challenge, name == null ? "" : name, passkey, visitor.origin());
            return after("The passkey is added. It signs you in alone.", codes, visitor, request, response, model);
        } catch (Rejection rejection) {
            return again(rejection.reason(), response, model);
        }
    }

    @PostMapping("/dashboard/security/passkeys/remove")
    @Requires(value = Permission.VIEW_PAYMENTS, recently = true, evenOfNobody = true)
    ResponseEntity<Void> removePasskey(
            @RequestParam String id, Visitor visitor, HttpServletRequest request, HttpServletResponse response) {
        passkeys.remove(visitor.person(), id, visitor.origin());
        return SecurityController.onward(
                visitor, "The passkey is removed. Delete it in your device too.", request, response);
    }

    private static String again(String fault, HttpServletResponse response, Model model) {
        response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
        model.addAttribute("fault", fault);
        return "portal/security/passkey";
    }

    private String setUp(Visitor visitor, @Nullable String fault, Model model) {
        var setup = factors.beginApp(visitor.person());
        model.addAttribute("secret", setup.secret());
        model.addAttribute("qr", QrCodes.draw(setup.uri()));
        model.addAttribute("fault", fault);
        return "portal/security/app";
    }

    /** Codes are shown by the answer itself: they are kept nowhere, and so in no session. */
    private static Object after(
            String said,
            List<String> codes,
            Visitor visitor,
            HttpServletRequest request,
            HttpServletResponse response,
            Model model) {
        if (codes.isEmpty()) {
            return SecurityController.onward(visitor, said, request, response);
        }
        model.addAttribute("said", said);
        model.addAttribute("codes", codes);
        return "portal/security/codes";
    }
}
