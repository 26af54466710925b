package dev.florin.pages;

import dev.florin.kernel.Rejection;
import dev.florin.members.Invitation;
import dev.florin.members.Invitations;
import dev.florin.members.People;
import dev.florin.members.Person;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.InstantSource;
import java.util.Optional;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Where the link of an invitation leads: to a new account, or to one more merchant for who has one. */
@Controller
class InvitationController {

    private final Invitations invitations;
    private final People people;
    private final Threshold threshold;
    private final InstantSource clock;

    InvitationController(Invitations invitations, People people, Threshold threshold, InstantSource clock) {
        this.invitations = invitations;
        this.people = people;
        this.threshold = threshold;
        this.clock = clock;
    }

    @GetMapping("/invitations/{token}")
    String show(@PathVariable String token, HttpServletRequest request, HttpServletResponse response, Model model) {
        return page(token, request, response, model);
    }

    /** Somebody new. */
    @PostMapping("/invitations/{token}")
    String accept(
            @PathVariable String token,
            @RequestParam String name,
            @RequestParam String password,
            HttpServletRequest request,
            HttpServletResponse response,
            Model model) {
        try {
            Person person = invitations.accept(token, name, password, Admission.origin(request));
            return "redirect:" + threshold.cross(person, request, response);
        } catch (Rejection rejection) {
            response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
            model.addAttribute("fault", rejection.reason());
            model.addAttribute("name", name);
            return page(token, request, response, model);
        }
    }

    /** Where who has an account comes back to when they have signed in. */
    @GetMapping("/invitations/{token}/join")
    String signedIn(@PathVariable String token) {
        return "redirect:/invitations/{token}";
    }

    @PostMapping("/invitations/{token}/join")
    String join(@PathVariable String token, HttpServletRequest request) {
        Person person = visitor(request).orElse(null);
        if (person == null) {
            return "redirect:/sign-in";
        }
        Optional<Invitation> invitation = invitations.find(token);
        invitations.accept(token, person, Admission.origin(request));
        invitation.map(Invitation::merchant).ifPresent(merchant -> Admission.choose(request, merchant));
        return invitation.filter(it -> it.merchant() == null).isPresent() ? "redirect:/admin" : "redirect:/dashboard";
    }

    private String page(String token, HttpServletRequest request, HttpServletResponse response, Model model) {
        response.setHeader("Referrer-Policy", "no-referrer"); // the address is the secret
        Optional<Invitation> invitation = invitations.find(token);
        if (invitation.isEmpty()) {
            response.setStatus(HttpStatus.NOT_FOUND.value());
            return "pages/invitation-over";
        }
        Optional<Person> visitor = visitor(request);
        model.addAttribute("invitation", invitation.get());
        model.addAttribute("token", token);
        model.addAttribute("host", invitations.host(invitation.get()));
        model.addAttribute("known", invitations.isOfKnownPerson(invitation.get()));
        model.addAttribute("signedInAs", visitor.map(Person::email).orElse(null));
        model.addAttribute(
                "theirs",
                visitor.filter(it ->
                                it.email().equalsIgnoreCase(invitation.get().email()))
                        .isPresent());
        return "pages/invitation";
    }

    private Optional<Person> visitor(HttpServletRequest request) {
        return SignedIn.of(request, clock.instant()).flatMap(someone -> people.find(someone.person()));
    }
}
