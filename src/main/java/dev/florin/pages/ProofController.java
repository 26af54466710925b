package dev.florin.pages;

import dev.florin.members.People;
import jakarta.servlet.http.HttpServletRequest;
import java.time.InstantSource;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/**
 * Takes the proof that {@link Requires#recently} asks for and sends the visitor on to where they were: a page is loaded
 * again; a form is sent again by the browser, which keeps what it said with a 307.
 */
@Controller
class ProofController {

    private static final String OWN = "proof_";

    private final People people;
    private final InstantSource clock;

    ProofController(People people, InstantSource clock) {
        this.people = people;
        this.clock = clock;
    }

    @PostMapping("/sign-in/proof")
    Object prove(
            @RequestParam("proof_password") String password,
            @RequestParam("proof_to") String to,
            @RequestParam("proof_method") String method,
            HttpServletRequest request) {
        var principal = request.getUserPrincipal();
        if (principal == null || !isOurs(to)) {
            return "redirect:/sign-in";
        }
        boolean right = people.find(UUID.fromString(principal.getName()))
                .flatMap(person -> people.authenticate(person.email(), password))
                .isPresent();
        if (!right) {
            return again(to, method, request);
        }
        Proof.give(request, clock.instant());
        return ResponseEntity.status("GET".equals(method) ? HttpStatus.SEE_OTHER : HttpStatus.TEMPORARY_REDIRECT)
                .header("Location", to)
                .build();
    }

    /** What a form said, without what is only between it and us. */
    static Map<String, String[]> said(HttpServletRequest request) {
        var said = new TreeMap<>(request.getParameterMap());
        said.keySet().removeIf(name -> name.startsWith(OWN) || name.equals("_csrf"));
        return said;
    }

    private static ModelAndView again(String to, String method, HttpServletRequest request) {
        return new ModelAndView("pages/proof", HttpStatus.UNPROCESSABLE_CONTENT)
                .addObject("address", to)
                .addObject("method", method)
                .addObject("said", said(request))
                .addObject("wrong", true);
    }

    private static boolean isOurs(String to) {
        return to.matches("(/test)?/dashboard(/[^\\\\]*|\\?.*)?|/admin(/[^\\\\]*|\\?.*)?");
    }
}
