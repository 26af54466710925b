package dev.florin.pages;

import dev.florin.merchants.Merchant;
import dev.florin.merchants.Merchants;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.util.WebUtils;

/**
 * What every page's frame needs: {@code files} and {@code formats}, {@code visitor}, {@code base} where the portal's links begin, {@code address} where the
 * visitor is, {@code yourMerchants} if they have several, and the {@code theme} they chose ({@code light}, {@code dark} or {@code auto}).
 */
@ControllerAdvice({"dev.florin.portal", "dev.florin.admin", "dev.florin.pages"})
class PageModel {

    private final PageFiles files;
    private final Formats formats;
    private final Merchants merchants;

    PageModel(PageFiles files, Formats formats, Merchants merchants) {
        this.files = files;
        this.formats = formats;
        this.merchants = merchants;
    }

    @ModelAttribute
    void add(Model model, HttpServletRequest request) {
        Admission.find(request).ifPresent(visitor -> {
            model.addAttribute("visitor", visitor);
            model.addAttribute("base", visitor.base());
            if (visitor.memberships().size() > 1) {
                model.addAttribute("yourMerchants", merchants(visitor));
            }
        });
        model.addAttribute("files", files);
        model.addAttribute("formats", formats);
        model.addAttribute("address", Modes.address(request));
        model.addAttribute("theme", theme(request));
    }

    private List<Merchant> merchants(Visitor visitor) {
        return visitor.memberships().stream()
                .flatMap(membership -> merchants.find(membership.merchant()).stream())
                .toList();
    }

    private static String theme(HttpServletRequest request) {
        Cookie cookie = WebUtils.getCookie(request, "theme");
        return cookie != null && List.of("dark", "light").contains(cookie.getValue()) ? cookie.getValue() : "auto";
    }
}
