package dev.florin.pages;

import dev.florin.members.DemoOwner;
import dev.florin.merchants.DemoMerchant;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;

@Controller
class SignInController {

    private final DemoMerchant demo;

    SignInController(DemoMerchant demo) {
        this.demo = demo;
    }

    @GetMapping("/sign-in")
    String form(
            @RequestParam(required = false) String error,
            @RequestParam(required = false) String out,
            HttpServletRequest request,
            Model model) {
        if (request.getUserPrincipal() != null) {
            return "redirect:" + Modes.LIVE;
        }
        model.addAttribute("wrong", error != null);
        model.addAttribute("out", out != null);
        model.addAttribute("demoEmail", demo.isWelcome() ? DemoOwner.EMAIL : null);
        model.addAttribute("demoPassword", demo.isWelcome() ? DemoOwner.PASSWORD : null);
        return "pages/sign-in";
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
}
