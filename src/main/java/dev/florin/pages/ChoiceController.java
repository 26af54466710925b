package dev.florin.pages;

import dev.florin.members.Permission;
import jakarta.servlet.http.HttpServletRequest;
import java.util.UUID;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Turns to another of the visitor's merchants. */
@Controller
class ChoiceController {

    @PostMapping("/dashboard/merchant")
    @Requires(Permission.VIEW_PAYMENTS)
    String choose(@RequestParam UUID merchant, Visitor visitor, HttpServletRequest request) {
        if (visitor.memberships().stream().anyMatch(it -> it.merchant().equals(merchant))) {
            Admission.choose(request, merchant);
        }
        return "redirect:" + visitor.base();
    }
}
