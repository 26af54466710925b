package dev.florin.pages;

import dev.florin.members.Passkeys;
import dev.florin.members.SignInOutcome;
import dev.florin.members.SignInOutcome.Refused;
import dev.florin.members.SignInOutcome.Welcome;
import dev.florin.members.SignIns;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.InstantSource;
import java.util.Optional;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The other way in: a passkey, in one step. */
@Controller
class PasskeyController {

    private final Passkeys passkeys;
    private final SignIns signIns;
    private final Threshold threshold;
    private final InstantSource clock;

    PasskeyController(Passkeys passkeys, SignIns signIns, Threshold threshold, InstantSource clock) {
        this.passkeys = passkeys;
        this.signIns = signIns;
        this.threshold = threshold;
        this.clock = clock;
    }

    /** What the browser is to ask a passkey: of whoever is known by now, else of anybody. */
    @PostMapping("/sign-in/passkey/options")
    ResponseEntity<String> options(HttpServletRequest request) {
        String challenge = passkeys.challenge();
        Challenges.keep(challenge, request);
        Optional<UUID> known =
                SignedIn.of(request, clock.instant()).map(SignedIn::person).or(() -> threshold.halfWay(request));
        return ResponseEntity.ok()
                .contentType(MediaType.APPLICATION_JSON)
                .body(passkeys.requestOptions(challenge, known.orElse(null)));
    }

    @PostMapping("/sign-in/passkey")
    String signIn(
            @RequestParam("passkey") String answer,
            HttpServletRequest request,
            HttpServletResponse response,
            Model model) {
        String challenge = Challenges.take(request).orElse("");
        SignInOutcome outcome =
                challenge.isEmpty() ? new Refused() : signIns.byPasskey(challenge, answer, Admission.origin(request));
        if (outcome instanceof Welcome(var person)) {
            return "redirect:" + threshold.cross(person, request, response);
        }
        response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
        model.addAttribute("fault", "This passkey is not known here. Sign in with your password.");
        return "pages/sign-in";
    }
}
