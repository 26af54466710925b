package dev.florin.pages;

import dev.florin.audit.Origin;
import dev.florin.members.People;
import dev.florin.members.Person;
import dev.florin.members.SignInOutcome;
import dev.florin.members.SignInOutcome.CodeNeeded;
import dev.florin.members.SignInOutcome.Refused;
import dev.florin.members.SignInOutcome.TooMany;
import dev.florin.members.SignInOutcome.Welcome;
import dev.florin.members.SignIns;
import jakarta.servlet.http.HttpServletRequest;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/**
 * Takes the proof that {@link Requires#recently} asks for and sends the visitor on to where they were: a page is loaded
 * again; a form is sent again by the browser, which keeps what it said with a 307.
 */
@Controller
class ProofController {

    private final People people;
    private final SignIns signIns;
    private final ProofPage page;
    private final InstantSource clock;

    ProofController(People people, SignIns signIns, ProofPage page, InstantSource clock) {
        this.people = people;
        this.signIns = signIns;
        this.page = page;
        this.clock = clock;
    }

    /**
     * @param secret their password, or a code if they have an app for codes
     * @param passkey what a passkey answered, in the place of both
     */
    @PostMapping("/sign-in/proof")
    Object prove(
            @RequestParam(name = "proof_password", required = false) @Nullable String secret,
            @RequestParam(name = "proof_passkey", required = false) @Nullable String passkey,
            @RequestParam("proof_to") String to,
            @RequestParam("proof_method") String method,
            HttpServletRequest request) {
        Person person = SignedIn.of(request, clock.instant())
                .flatMap(someone -> people.find(someone.person()))
                .orElse(null);
        if (person == null || !isOurs(to)) {
            return "redirect:/sign-in";
        }
        return switch (outcome(person, secret, passkey, request)) {
            case Welcome _ -> {
                Proof.give(request, clock.instant());
                yield onward(to, method);
            }
            case CodeNeeded _, Refused _ -> page.ask(request, to, method, "That is not right. Try again.");
            case TooMany wait ->
                page.ask(request, to, method, "That was tried too often. Try again in %s.".formatted(wait.text()));
        };
    }

    private SignInOutcome outcome(
            Person person, @Nullable String secret, @Nullable String passkey, HttpServletRequest request) {
        Origin origin = Admission.origin(request);
        if (passkey == null || passkey.isEmpty()) {
            return signIns.prove(person, secret == null ? "" : secret, origin);
        }
        return Challenges.take(request)
                .<SignInOutcome>map(challenge -> signIns.prove(person, challenge, passkey, origin))
                .orElse(new Refused());
    }

    private static ResponseEntity<Void> onward(String to, String method) {
        return ResponseEntity.status("GET".equals(method) ? HttpStatus.SEE_OTHER : HttpStatus.TEMPORARY_REDIRECT)
                .header("Location", to)
                .build();
    }

    private static boolean isOurs(String to) {
        return to.matches("(/test)?/dashboard(/[^\\\\]*|\\?.*)?|/admin(/[^\\\\]*|\\?.*)?");
    }
}
