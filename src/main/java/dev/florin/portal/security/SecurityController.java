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
import dev.florin.pages.Onward;
import dev.florin.pages.Requires;
import dev.florin.pages.Visitor;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** How somebody signs in and where they are signed in: their own matter, whoever's member they are. */
@Controller
class SecurityController {

    private final SecondFactors factors;
    private final Passkeys passkeys;
    private final Passwords passwords;
    private final Sessions sessions;
    private final Audit audit;

    SecurityController(SecondFactors factors, Passkeys passkeys, Passwords passwords, Sessions sessions, Audit audit) {
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
        model.addAttribute("verification", Looked.at(audit, visitor));
        return "portal/security/show";
    }

    @PostMapping("/dashboard/security/password")
    @Requires(value = Permission.VIEW_PAYMENTS, recently = true, evenOfNobody = true)
    Object changePassword(
            @RequestParam String password,
            Visitor visitor,
            HttpServletRequest request,
            HttpServletResponse response,
            Model model) {
        try {
            passwords.change(visitor.person(), password, request.getSession().getId(), visitor.origin());
        } catch (Rejection rejection) {
            response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
            model.addAttribute("passwordFault", rejection.reason());
            return show(visitor, request, model);
        }
        return onward(visitor, "Your password is changed, and you are signed out everywhere else.", request, response);
    }

    @PostMapping("/dashboard/security/sessions/end")
    @Requires(value = Permission.VIEW_PAYMENTS, evenOfNobody = true)
    ResponseEntity<Void> endSession(
            @RequestParam String handle, Visitor visitor, HttpServletRequest request, HttpServletResponse response) {
        sessions.end(visitor.person(), handle, visitor.origin());
        return onward(visitor, "You are signed out there.", request, response);
    }

    @PostMapping("/dashboard/security/sessions/end-others")
    @Requires(value = Permission.VIEW_PAYMENTS, evenOfNobody = true)
    ResponseEntity<Void> endOthers(Visitor visitor, HttpServletRequest request, HttpServletResponse response) {
        sessions.endOthers(visitor.person(), request.getSession().getId(), visitor.origin());
        return onward(visitor, "You are signed out everywhere else.", request, response);
    }

    static ResponseEntity<Void> onward(
            Visitor visitor, String said, HttpServletRequest request, HttpServletResponse response) {
        return Onward.to(visitor.path("/security"), said, request, response);
    }
}
