package dev.florin.portal.security;

import dev.florin.audit.Audit;
import dev.florin.kernel.Rejection;
import dev.florin.members.Factors;
import dev.florin.members.Passkeys;
import dev.florin.members.Passwords;
import dev.florin.members.Permission;
import dev.florin.members.Role;
import dev.florin.members.SecondFactors;
import dev.florin.members.Sessions;
import dev.florin.pages.Requires;
import dev.florin.pages.Visitor;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** How somebody signs in and where they are signed in: their own matter, whoever's member they are. */
@Controller
class SecurityController {

    private final SecondFactors factors;
    private final Passkeys passkeys;
    private final Passwords passwords;
    private final Sessions sessions;
    private final Audit audit;

    SecurityController(
            SecondFactors factors, Passkeys passkeys, Passwords passwords, Sessions sessions, Audit audit) {
        this.factors = factors;
        this.passkeys = passkeys;
        this.passwords = passwords;
        this.sessions = sessions;
        this.audit = audit;
    }

    @GetMapping("/dashboard/security")
    @Requires(value = Permission.VIEW_PAYMENTS, evenOfNobody = true)
    String show(Visitor visitor, HttpServletRequest request, Model model) {
        Factors has = factors.of(visitor.person().id());
        boolean powerful = visitor.person().admin() || visitor.role() == Role.OWNER || visitor.role() == Role.ADMIN;
        model.addAttribute("has", has);
        model.addAttribute("nag", powerful && !has.any());
        model.addAttribute("passkeys", passkeys.list(visitor.person().id()));
        model.addAttribute(
                "sessions",
                sessions.list(visitor.person().id(), request.getSession().getId()));
        model.addAttribute("verification", audit.lastVerification().orElse(null));
        return "portal/security/show";
    }

    @PostMapping("/dashboard/security/password")
    @Requires(value = Permission.VIEW_PAYMENTS, recently = true, evenOfNobody = true)
    String changePassword(
            @RequestParam String password,
            Visitor visitor,
            HttpServletRequest request,
            HttpServletResponse response,
            RedirectAttributes redirect,
            Model model) {
        try {
            passwords.change(visitor.person(), password, request.getSession().getId(), visitor.origin());
        } catch (Rejection rejection) {
            response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
            model.addAttribute("passwordFault", rejection.reason());
            return show(visitor, request, model);
        }
        redirect.addFlashAttribute("flash", "Your password is changed, and you are signed out everywhere else.");
        return back(visitor);
    }

    @PostMapping("/dashboard/security/sessions/end")
    @Requires(value = Permission.VIEW_PAYMENTS, evenOfNobody = true)
    String endSession(@RequestParam String handle, Visitor visitor, RedirectAttributes redirect) {
        sessions.end(visitor.person(), handle, visitor.origin());
        redirect.addFlashAttribute("flash", "You are signed out there.");
        return back(visitor);
    }

    @PostMapping("/dashboard/security/sessions/end-others")
    @Requires(value = Permission.VIEW_PAYMENTS, evenOfNobody = true)
    String endOthers(Visitor visitor, HttpServletRequest request, RedirectAttributes redirect) {
        sessions.endOthers(visitor.person(), request.getSession().getId(), visitor.origin());
        redirect.addFlashAttribute("flash", "You are signed out everywhere else.");
        return back(visitor);
    }

    static String back(Visitor visitor) {
        return "redirect:" + visitor.path("/security");
    }
}
