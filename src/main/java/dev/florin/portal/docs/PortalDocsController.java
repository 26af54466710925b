package dev.florin.portal.docs;

import dev.florin.docs.ChosenLanguage;
import dev.florin.docs.Docs;
import dev.florin.docs.DocsAssets;
import dev.florin.docs.DocsPage;
import dev.florin.docs.Reader;
import dev.florin.kernel.Tenant;
import dev.florin.members.Permission;
import dev.florin.merchants.ApiKey;
import dev.florin.merchants.DemoMerchant;
import dev.florin.merchants.Merchants;
import dev.florin.pages.Requires;
import dev.florin.pages.Visitor;
import jakarta.servlet.http.HttpServletResponse;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.CookieValue;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** The same pages as at {@code /docs}, in the portal. Their samples are filled with a test key, in live mode too. */
@Controller
@RequestMapping("/dashboard/docs")
class PortalDocsController {

    private final Docs docs;
    private final Merchants merchants;
    private final InstantSource clock;
    private final String publicUrl;

    PortalDocsController(
            Docs docs, Merchants merchants, InstantSource clock, @Value("${florin.public-url}") String publicUrl) {
        this.docs = docs;
        this.merchants = merchants;
        this.clock = clock;
        this.publicUrl = publicUrl;
    }

    @ModelAttribute
    Reader reader(
            Visitor visitor,
            @RequestParam(required = false) @Nullable String lang,
            @CookieValue(name = ChosenLanguage.COOKIE, required = false) @Nullable String remembered,
            HttpServletResponse response) {
        String key = merchants.keys(new Tenant(visitor.tenant().merchant(), false)).stream()
                .filter(known -> known.isValidAt(clock.instant()))
                .map(ApiKey::keyId)
                // The demo's before others: its secret is known, and so the samples run as they stand
                .min(Comparator.comparing(known -> !known.equals(DemoMerchant.KEY_ID)))
                .orElse("YOUR_KEY_ID");
        return new Reader(
                visitor.path("/docs"),
                publicUrl,
                key,
                key.equals(DemoMerchant.KEY_ID) ? DemoMerchant.SECRET : Reader.SECRET_PLACE,
                ChosenLanguage.of(lang, remembered, response));
    }

    @GetMapping
    @Requires(Permission.VIEW_PAYMENTS)
    ModelAndView home(Reader reader) {
        return view(docs.page("", reader), reader);
    }

    @GetMapping("/{page}")
    @Requires(Permission.VIEW_PAYMENTS)
    ModelAndView page(@PathVariable String page, Reader reader) {
        return view(docs.page(page, reader), reader);
    }

    @GetMapping("/search")
    @Requires(Permission.VIEW_PAYMENTS)
    ModelAndView search(@RequestParam(defaultValue = "") String q, Reader reader) {
        return view(Optional.of(docs.search(q, reader)), reader);
    }

    @GetMapping("/api")
    @Requires(Permission.VIEW_PAYMENTS)
    ModelAndView operations(@RequestParam(defaultValue = "") String q, Reader reader) {
        return view(Optional.of(docs.operations(q, reader)), reader);
    }

    @GetMapping("/{part:errors|api}/{name:[a-z_-]+}")
    @Requires(Permission.VIEW_PAYMENTS)
    ModelAndView part(@PathVariable String part, @PathVariable String name, Reader reader) {
        return view(docs.page(part + "/" + name, reader), reader);
    }

    private ModelAndView view(Optional<DocsPage> page, Reader reader) {
        return new ModelAndView(
                "portal/docs/show",
                Map.of(
                        "page",
                        page.orElseGet(() -> docs.missing(reader)),
                        "style",
                        DocsAssets.STYLE,
                        "script",
                        DocsAssets.SCRIPT),
                page.isPresent() ? HttpStatus.OK : HttpStatus.NOT_FOUND);
    }
}
