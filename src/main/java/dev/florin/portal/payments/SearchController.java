package dev.florin.portal.payments;

import dev.florin.members.Permission;
import dev.florin.pages.Requires;
import dev.florin.pages.Visitor;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The search at the head of every page: what is the only thing found is gone to at once. */
@Controller
class SearchController {

    private final Search search;

    SearchController(Search search) {
        this.search = search;
    }

    @GetMapping("/dashboard/search")
    @Requires(Permission.VIEW_PAYMENTS)
    String search(Visitor visitor, @RequestParam(defaultValue = "") String q, Model model) {
        Optional<String> technical = search.technical(q, visitor);
        if (technical.isPresent()) {
            return "redirect:" + technical.get();
        }
        List<Hit> hits = search.find(q, visitor);
        if (hits.size() == 1) {
            return "redirect:" + hits.getFirst().path();
        }
        model.addAttribute("q", q);
        model.addAttribute("hits", hits);
        return "portal/search/show";
    }
}
