package dev.florin.pages;

import dev.florin.members.DemoOwner;
import dev.florin.members.SignInOutcome.CodeNeeded;
import dev.florin.members.SignInOutcome.Refused;
import dev.florin.members.SignInOutcome.TooMany;
import dev.florin.members.SignInOutcome.Welcome;
import dev.florin.members.SignIns;
import dev.florin.merchants.DemoMerchant;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;

/** The first step in: e-mail address and password. */
@Controller
class SignInController {

    private static final String PAGE = "pages/sign-in";

    private final SignIns signIns;
    private final Threshold threshold;
    private final DemoMerchant demo;

    SignInController(SignIns signIns, Threshold threshold, DemoMerchant demo) {
        this.signIns = signIns;
        this.threshold = threshold;
        this.demo = demo;
    }

    @GetMapping("/sign-in")
    String form(
            @RequestParam(required = false) @Nullable String out,
            @RequestParam(required = false) @Nullable String chosen,
            HttpServletRequest request,
            Model model) {
        if (request.getUserPrincipal() != null) {
            return "redirect:" + Modes.LIVE;
        }
        if (out != null) {
            model.addAttribute("said", "You have signed out.");
        } else if (chosen != null) {
            model.addAttribute("said", "Your password is changed. Sign in with it.");
        }
        return page(model, demo.isWelcome() ? DemoOwner.EMAIL : null, null);
    }

    @PostMapping("/sign-in")
    String signIn(
            @RequestParam String email,
            @RequestParam String password,
            HttpServletRequest request,
            HttpServletResponse response,
            Model model) {
        return switch (signIns.byPassword(email, password, Admission.origin(request))) {
            case Welcome(var person) -> "redirect:" + threshold.cross(person, request, response);
            case CodeNeeded(var person) -> {
                threshold.stop(person, request);
                yield "redirect:/sign-in/code";
            }
            case Refused _ -> {
                response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
                yield page(model, email, "No account has this e-mail address and this password.");
            }
            case TooMany wait -> {
                refuse(response, wait);
                yield page(model, email, "That was tried too often. Try again in %s.".formatted(wait.text()));
            }
        };
    }

    /** Where a form comes that was sent without its page's token: after a sign-out, or from elsewhere. */
    @RequestMapping("/sign-in/stale")
    @ResponseStatus(HttpStatus.FORBIDDEN)
    String stale(Model model) {
        model.addAttribute("status", HttpStatus.FORBIDDEN.value());
        model.addAttribute("title", "This page is too old");
        model.addAttribute("text", "Nothing was done. Go back, reload the page and try again.");
        return "pages/trouble";
    }

    /** RFC 6585, with the time to wait. */
    static void refuse(HttpServletResponse response, TooMany wait) {
        response.setStatus(HttpStatus.TOO_MANY_REQUESTS.value());
        response.setHeader(
                "Retry-After", String.valueOf(Math.max(1, wait.delay().toSeconds())));
    }

    private String page(Model model, @Nullable String email, @Nullable String fault) {
        model.addAttribute("email", email);
        model.addAttribute("fault", fault);
        model.addAttribute(
                "demoPassword", demo.isWelcome() && DemoOwner.EMAIL.equals(email) ? DemoOwner.PASSWORD : null);
        return PAGE;
    }
}
