package dev.florin.pages;

import dev.florin.kernel.Rejection;
import dev.florin.members.Passwords;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** For who has forgotten their password: a link by e-mail, behind which they choose another. */
@Controller
class ForgottenController {

    private final Passwords passwords;

    ForgottenController(Passwords passwords) {
        this.passwords = passwords;
    }

    @GetMapping("/sign-in/forgot")
    String form() {
        return "pages/forgot";
    }

    /** Says the same whoever it is. */
    @PostMapping("/sign-in/forgot")
    String send(@RequestParam String email, HttpServletRequest request, Model model) {
        passwords.forgotten(email, Admission.origin(request));
        model.addAttribute("sent", true);
        return "pages/forgot";
    }

    @GetMapping("/sign-in/reset/{token}")
    String choose(@PathVariable String token, HttpServletResponse response, Model model) {
        return page(token, response, model);
    }

    @PostMapping("/sign-in/reset/{token}")
    String reset(
            @PathVariable String token,
            @RequestParam String password,
            HttpServletRequest request,
            HttpServletResponse response,
            Model model) {
        try {
            if (passwords.reset(token, password, Admission.origin(request)).isPresent()) {
                return "redirect:/sign-in?chosen";
            }
        } catch (Rejection rejection) {
            response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
            model.addAttribute("fault", rejection.reason());
        }
        return page(token, response, model);
    }

    private String page(String token, HttpServletResponse response, Model model) {
        response.setHeader("Referrer-Policy", "no-referrer"); // the address is the secret
        var person = passwords.resettable(token);
        if (person.isEmpty()) {
            response.setStatus(HttpStatus.NOT_FOUND.value());
        }
        model.addAttribute("token", token);
        model.addAttribute("email", person.map(it -> it.email()).orElse(null));
        return "pages/reset";
    }
}
