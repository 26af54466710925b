package dev.florin.docs;

import jakarta.servlet.http.HttpServletResponse;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.CookieValue;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.view.RedirectView;

/** The documentation for everybody. */
@Controller
@RequestMapping("/docs")
class DocsController {

    private final Docs docs;
    private final String publicUrl;

    DocsController(Docs docs, @Value("${florin.public-url}") String publicUrl) {
        this.docs = docs;
        this.publicUrl = publicUrl;
    }

    @ModelAttribute
    Reader reader(
            @RequestParam(required = false) @Nullable String lang,
            @CookieValue(name = ChosenLanguage.COOKIE, required = false) @Nullable String remembered,
            HttpServletResponse response) {
        return Reader.anybody(publicUrl, ChosenLanguage.of(lang, remembered, response));
    }

    @GetMapping({"", "/"})
    ModelAndView home(Reader reader) {
        return view(docs.page("", reader), reader);
    }

    @GetMapping("/{page}")
    ModelAndView page(@PathVariable String page, Reader reader) {
        return view(docs.page(page, reader), reader);
    }

    @GetMapping("/search")
    ModelAndView search(@RequestParam(defaultValue = "") String q, Reader reader) {
        return view(Optional.of(docs.search(q, reader)), reader);
    }

    @GetMapping("/api")
    ModelAndView operations(@RequestParam(defaultValue = "") String q, Reader reader) {
        return view(Optional.of(docs.operations(q, reader)), reader);
    }

    @GetMapping("/{part:errors|api}/{name:[a-z_-]+}")
    ModelAndView part(@PathVariable String part, @PathVariable String name, Reader reader) {
        return view(docs.page(part + "/" + name, reader), reader);
    }

    /** Where the errors were at first: answers that were kept may still name it. */
    @GetMapping("/errors.html")
    RedirectView errorsOfOld() {
        var moved = new RedirectView("/docs/errors");
        moved.setStatusCode(HttpStatus.MOVED_PERMANENTLY);
        return moved;
    }

    private ModelAndView view(Optional<DocsPage> page, Reader reader) {
        HttpStatusCode status = page.isPresent() ? HttpStatus.OK : HttpStatus.NOT_FOUND;
        return new ModelAndView(
                "docs/page",
                Map.of(
                        "page",
                        page.orElseGet(() -> docs.missing(reader)),
                        "style",
                        DocsAssets.STYLE,
                        "script",
                        DocsAssets.SCRIPT),
                status);
    }
}
