package dev.florin.portal.overview;

import dev.florin.members.Permission;
import dev.florin.pages.Requires;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;

@Controller
class OverviewController {

    @GetMapping("/dashboard")
    @Requires(Permission.VIEW_PAYMENTS)
    String show() {
        return "portal/overview/show";
    }
}
