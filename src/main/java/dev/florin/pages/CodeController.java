package dev.florin.pages;

import dev.florin.members.Factors;
import dev.florin.members.SecondFactors;
import dev.florin.members.SignInOutcome.CodeNeeded;
import dev.florin.members.SignInOutcome.Refused;
import dev.florin.members.SignInOutcome.TooMany;
import dev.florin.members.SignInOutcome.Welcome;
import dev.florin.members.SignIns;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The second step in, for who has set one up: a code of the app, a code for recovery, or a passkey. */
@Controller
class CodeController {

    private static final String FROM_THE_START = "redirect:/sign-in";

    private final SignIns signIns;
    private final SecondFactors factors;
    private final Threshold threshold;

    CodeController(SignIns signIns, SecondFactors factors, Threshold threshold) {
        this.signIns = signIns;
        this.factors = factors;
        this.threshold = threshold;
    }

    @GetMapping("/sign-in/code")
    String form(HttpServletRequest request, Model model) {
        return threshold
                .halfWay(request)
                .map(person -> page(person, null, model))
                .orElse(FROM_THE_START);
    }

    @PostMapping("/sign-in/code")
    String check(@RequestParam String code, HttpServletRequest request, HttpServletResponse response, Model model) {
        Optional<UUID> person = threshold.halfWay(request);
        if (person.isEmpty()) {
            return FROM_THE_START;
        }
        return switch (signIns.byCode(person.get(), code, Admission.origin(request))) {
            case Welcome(var who) -> "redirect:" + threshold.cross(who, request, response);
            case CodeNeeded _, Refused _ -> {
                response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
                yield page(person.get(), "This code is not right, or was used before.", model);
            }
            case TooMany wait -> {
                SignInController.refuse(response, wait);
                yield page(person.get(), "That was tried too often. Try again in %s.".formatted(wait.text()), model);
            }
        };
    }

    private String page(UUID person, @Nullable String fault, Model model) {
        Factors has = factors.of(person);
        model.addAttribute("app", has.app());
        model.addAttribute("passkeys", has.passkeys() > 0);
        model.addAttribute("fault", fault);
        return "pages/code";
    }
}
