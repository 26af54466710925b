package dev.florin.portal.reconciliation;

import dev.florin.audit.Audit;
import dev.florin.gateways.GatewayId;
import dev.florin.gateways.Gateways;
import dev.florin.kernel.Rejection;
import dev.florin.members.Permission;
import dev.florin.pages.Audited;
import dev.florin.pages.Onward;
import dev.florin.pages.Requires;
import dev.florin.pages.Visitor;
import dev.florin.reconciliation.Source;
import dev.florin.reconciliation.SourceId;
import dev.florin.reconciliation.Sources;
import dev.florin.reconciliation.Statements;
import dev.florin.reconciliation.reading.Format;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.servlet.ModelAndView;

/** Who sends statements, and how they are read: tried on a file before it is saved. */
@Controller
@RequestMapping("/dashboard/reconciliation/sources")
class SourcePages {

    private static final int PREVIEWED = 8;

    private final Sources sources;
    private final Statements statements;
    private final Gateways gateways;
    private final Audit audit;

    SourcePages(Sources sources, Statements statements, Gateways gateways, Audit audit) {
        this.sources = sources;
        this.statements = statements;
        this.gateways = gateways;
        this.audit = audit;
    }

    @GetMapping
    @Requires(Permission.VIEW_PAYMENTS)
    String list(Visitor visitor, Model model) {
        model.addAttribute("sources", sources.list(visitor.tenant()));
        return "portal/reconciliation/sources";
    }

    @GetMapping("/new")
    @Requires(Permission.MOVE_MONEY)
    String ask(Visitor visitor, Model model) {
        return form(SourceForm.empty(visitor.zone().getId()), null, model);
    }

    @GetMapping("/{id}")
    @Requires(Permission.MOVE_MONEY)
    String askToChange(Visitor visitor, @PathVariable String id, Model model) {
        Source source = sources.find(visitor.tenant(), SourceId.of(id));
        return form(SourceForm.of(source), source, model);
    }

    @PostMapping
    @Requires(Permission.MOVE_MONEY)
    Object create(
            Visitor visitor,
            @ModelAttribute SourceForm form,
            @RequestParam(required = false) @Nullable MultipartFile sample,
            @RequestParam(required = false) @Nullable String preview,
            Model model,
            HttpServletRequest request,
            HttpServletResponse response) {
        if (preview != null) {
            return previewed(form, null, sample, model);
        }
        try {
            Source made = sources.create(
                    visitor.tenant(),
                    form.wanted(),
                    gateway(form),
                    Audited.by(
                            audit,
                            source -> visitor.deed("source.create", source.id().toString())
                                    .after(facts(source))));
            return Onward.to(
                    visitor.path("/reconciliation/upload"),
                    "%s is there. Upload its first statement.".formatted(made.name()),
                    request,
                    response);
        } catch (Rejection refused) {
            return again(form, null, refused.reason(), model);
        }
    }

    @PostMapping("/{id}")
    @Requires(Permission.MOVE_MONEY)
    Object change(
            Visitor visitor,
            @PathVariable String id,
            @ModelAttribute SourceForm form,
            @RequestParam(required = false) @Nullable MultipartFile sample,
            @RequestParam(required = false) @Nullable String preview,
            Model model,
            HttpServletRequest request,
            HttpServletResponse response) {
        Source before = sources.find(visitor.tenant(), SourceId.of(id));
        if (preview != null) {
            return previewed(form, before, sample, model);
        }
        try {
            sources.change(
                    visitor.tenant(),
                    before.id(),
                    form.wanted(),
                    Audited.by(
                            audit,
                            after -> visitor.deed("source.change", id)
                                    .before(facts(before))
                                    .after(facts(after))));
            return Onward.to(
                    visitor.path("/reconciliation/sources"),
                    "Saved. Files that are sent from now on are read so.",
                    request,
                    response);
        } catch (Rejection refused) {
            return again(form, before, refused.reason(), model);
        }
    }

    private Object previewed(SourceForm form, @Nullable Source source, @Nullable MultipartFile sample, Model model) {
        String fault = form.wantedFormat() == Format.CSV ? form.columns().fault() : null;
        if (fault != null) {
            return again(form, source, fault, model);
        }
        if (sample == null || sample.isEmpty()) {
            return again(form, source, "Choose a file to try it on.", model);
        }
        model.addAttribute(
                "preview", statements.preview(form.wantedFormat(), form.columns(), sample::getInputStream, PREVIEWED));
        return form(form, source, model);
    }

    private GatewayId gateway(SourceForm form) {
        return gateways.all().stream()
                .filter(one -> one.name().equals(form.gateway()))
                .findAny()
                .orElseThrow(GatewayUnknown::new);
    }

    private static Map<String, ?> facts(Source source) {
        return Map.of(
                "name", source.name(),
                "gateway", source.gateway().name(),
                "format", source.format().wire(),
                "tolerance", source.tolerance(),
                "days", source.days());
    }

    private ModelAndView again(SourceForm form, @Nullable Source source, String fault, Model model) {
        model.addAttribute("fault", fault);
        return new ModelAndView(form(form, source, model), model.asMap(), HttpStatus.UNPROCESSABLE_CONTENT);
    }

    private String form(SourceForm form, @Nullable Source source, Model model) {
        model.addAttribute("form", form);
        model.addAttribute("source", source);
        model.addAttribute("kinds", Format.values());
        model.addAttribute("gateways", gateways.all());
        return "portal/reconciliation/source";
    }

    static final class GatewayUnknown extends Rejection {
        GatewayUnknown() {
            super(Kind.INVALID, "source_invalid", "Choose whose money the statements tell of.", "gateway");
        }
    }
}
