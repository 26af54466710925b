package dev.florin.portal.team;

import dev.florin.kernel.Rejection;
import dev.florin.kernel.TypeId;
import dev.florin.members.Invitation;
import dev.florin.members.Invitations;
import dev.florin.members.Invited;
import dev.florin.members.Permission;
import dev.florin.members.Role;
import dev.florin.members.Team;
import dev.florin.pages.Onward;
import dev.florin.pages.Requires;
import dev.florin.pages.Visitor;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

@Controller
class TeamController {

    private static final String PAGE = "portal/team/show";

    private final Team team;
    private final Invitations invitations;
    private final InstantSource clock;

    TeamController(Team team, Invitations invitations, InstantSource clock) {
        this.team = team;
        this.invitations = invitations;
        this.clock = clock;
    }

    @GetMapping("/dashboard/team")
    @Requires(Permission.VIEW_TEAM)
    String show(Visitor visitor, Model model) {
        return page(visitor, model);
    }

    @PostMapping("/dashboard/team/invitations")
    @Requires(value = Permission.MANAGE_TEAM, recently = true)
    String invite(
            @RequestParam String email,
            @RequestParam String role,
            Visitor visitor,
            HttpServletResponse response,
            Model model) {
        model.addAttribute("email", email);
        model.addAttribute("chosen", role);
        return invited(
                visitor,
                response,
                model,
                () -> invitations.invite(merchant(visitor), email, role(role), visitor.person(), visitor.origin()));
    }

    /** Sends an invitation again, with a new link. */
    @PostMapping("/dashboard/team/invitations/resend")
    @Requires(value = Permission.MANAGE_TEAM, recently = true)
    String resend(@RequestParam String id, Visitor visitor, HttpServletResponse response, Model model) {
        return invited(
                visitor,
                response,
                model,
                () -> invitations.resend(
                        merchant(visitor), uuid(Invitation.PREFIX, id), visitor.person(), visitor.origin()));
    }

    @PostMapping("/dashboard/team/invitations/revoke")
    @Requires(value = Permission.MANAGE_TEAM, recently = true)
    ResponseEntity<Void> revoke(
            @RequestParam String id, Visitor visitor, HttpServletRequest request, HttpServletResponse response) {
        invitations.revoke(merchant(visitor), uuid(Invitation.PREFIX, id), visitor.person(), visitor.origin());
        return Onward.to(
                visitor.path("/team"), "The invitation is revoked; its link works no more.", request, response);
    }

    @PostMapping("/dashboard/team/role")
    @Requires(value = Permission.MANAGE_TEAM, recently = true)
    Object changeRole(
            @RequestParam UUID person,
            @RequestParam String role,
            Visitor visitor,
            HttpServletRequest request,
            HttpServletResponse response,
            Model model) {
        return changed(
                "The role is changed, from their next click on.",
                visitor,
                request,
                response,
                model,
                () -> team.changeRole(merchant(visitor), person, role(role), visitor.person(), visitor.origin()));
    }

    @PostMapping("/dashboard/team/remove")
    @Requires(value = Permission.MANAGE_TEAM, recently = true)
    Object remove(
            @RequestParam UUID person,
            Visitor visitor,
            HttpServletRequest request,
            HttpServletResponse response,
            Model model) {
        return changed(
                "They are no member any more, from this moment on.",
                visitor,
                request,
                response,
                model,
                () -> team.remove(merchant(visitor), person, visitor.person(), visitor.origin()));
    }

    /** The page with the link to hand over, which is never shown again; by e-mail, the page that says so. */
    private String invited(Visitor visitor, HttpServletResponse response, Model model, Supplier<Invited> invitation) {
        try {
            Invited invited = invitation.get();
            model.addAttribute("invited", invited);
            model.addAttribute("email", null);
        } catch (Rejection rejection) {
            refused(rejection, response, model);
        }
        return page(visitor, model);
    }

    private Object changed(
            String said,
            Visitor visitor,
            HttpServletRequest request,
            HttpServletResponse response,
            Model model,
            Runnable change) {
        try {
            change.run();
            return Onward.to(visitor.path("/team"), said, request, response);
        } catch (Rejection rejection) {
            if (rejection.kind() == Rejection.Kind.NOT_FOUND) {
                throw rejection;
            }
            refused(rejection, response, model);
            return page(visitor, model);
        }
    }

    private static void refused(Rejection rejection, HttpServletResponse response, Model model) {
        response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
        model.addAttribute("fault", rejection.reason());
    }

    private String page(Visitor visitor, Model model) {
        UUID merchant = merchant(visitor);
        model.addAttribute("members", team.members(merchant));
        model.addAttribute("invitations", visitor.may(Permission.MANAGE_TEAM) ? invitations.open(merchant) : List.of());
        model.addAttribute("now", clock.instant());
        boolean owner = visitor.role() == Role.OWNER || visitor.person().admin();
        model.addAttribute(
                "roles",
                Stream.of(Role.values())
                        .filter(role -> owner || role != Role.OWNER)
                        .toList());
        model.addAttribute("owner", owner);
        model.addAttribute("meanings", Role.values());
        return PAGE;
    }

    private static UUID merchant(Visitor visitor) {
        return visitor.tenant().merchant();
    }

    private static Role role(String wire) {
        return Stream.of(Role.values())
                .filter(role -> role.wire().equals(wire))
                .findFirst()
                .orElse(Role.READ_ONLY);
    }

    private static UUID uuid(String prefix, String id) {
        return TypeId.parse(prefix, id).orElseGet(() -> new UUID(0, 0)); // which nobody has
    }
}
