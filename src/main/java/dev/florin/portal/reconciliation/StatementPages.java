package dev.florin.portal.reconciliation;

import dev.florin.audit.Audit;
import dev.florin.kernel.PageQuery;
import dev.florin.kernel.Rejection;
import dev.florin.members.Permission;
import dev.florin.pages.Audited;
import dev.florin.pages.Onward;
import dev.florin.pages.Requires;
import dev.florin.pages.Visitor;
import dev.florin.reconciliation.EntryView;
import dev.florin.reconciliation.Exceptions;
import dev.florin.reconciliation.Source;
import dev.florin.reconciliation.SourceId;
import dev.florin.reconciliation.Sources;
import dev.florin.reconciliation.StatementId;
import dev.florin.reconciliation.StatementView;
import dev.florin.reconciliation.Statements;
import dev.florin.reconciliation.Upload;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.servlet.ModelAndView;

/** Files of banks: sent, and what came of them. */
@Controller
@RequestMapping("/dashboard/reconciliation")
class StatementPages {

    private static final int MOST_BAD = 50;
    private static final int ROWS = 50;
    private static final int EXCEPTIONS = 10;

    private final Statements statements;
    private final Sources sources;
    private final Exceptions exceptions;
    private final Audit audit;

    StatementPages(Statements statements, Sources sources, Exceptions exceptions, Audit audit) {
        this.statements = statements;
        this.sources = sources;
        this.exceptions = exceptions;
        this.audit = audit;
    }

    @GetMapping("/upload")
    @Requires(Permission.MOVE_MONEY)
    String ask(Visitor visitor, Model model) {
        model.addAttribute("sources", sources.list(visitor.tenant()));
        return "portal/reconciliation/upload";
    }

    @PostMapping("/upload")
    @Requires(Permission.MOVE_MONEY)
    Object upload(
            Visitor visitor,
            @RequestParam(defaultValue = "") String source,
            @RequestParam(required = false) @Nullable MultipartFile file,
            Model model,
            HttpServletRequest request,
            HttpServletResponse response) {
        if (file == null || file.isEmpty()) {
            return again(visitor, "Choose the file that the bank has sent.", model);
        }
        try (var upload = Upload.of(file.getInputStream())) {
            StatementView statement = statements.receive(
                    visitor.tenant(),
                    SourceId.of(source),
                    file.getOriginalFilename(),
                    upload,
                    null,
                    null,
                    Audited.by(
                            audit,
                            made -> visitor.deed("statement.upload", made.id().toString())
                                    .after(Map.of("file", made.fileName(), "bytes", made.size()))));
            return Onward.to(
                    visitor.path("/reconciliation/statements/" + statement.id()),
                    statement.matchedAt() == null
                            ? "The file is stored. This page shows how far it is read."
                            : "This file was sent before; nothing of it counts twice.",
                    request,
                    response);
        } catch (Rejection refused) {
            if (refused.kind() == Rejection.Kind.NOT_FOUND) {
                throw refused;
            }
            return again(visitor, refused.reason(), model);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private ModelAndView again(Visitor visitor, String fault, Model model) {
        model.addAttribute("fault", fault);
        return new ModelAndView(ask(visitor, model), model.asMap(), HttpStatus.UNPROCESSABLE_CONTENT);
    }

    @GetMapping("/statements/{id}")
    @Requires(Permission.VIEW_PAYMENTS)
    String show(
            Visitor visitor,
            @PathVariable String id,
            @RequestParam(required = false) @Nullable String after,
            Model model) {
        StatementView statement = statements.find(visitor.tenant(), StatementId.of(id));
        Source source = sources.find(visitor.tenant(), statement.source());
        int line = after != null && after.matches("\\d{1,8}") ? Integer.parseInt(after) : 0;
        List<EntryView> entries = statements.entries(statement, line, ROWS + 1);
        boolean more = entries.size() > ROWS;
        List<EntryView> shown = more ? entries.subList(0, ROWS) : entries;
        model.addAttribute("statement", statement);
        model.addAttribute("source", source);
        model.addAttribute("bad", statements.badLines(statement, MOST_BAD));
        model.addAttribute("entries", shown);
        model.addAttribute("isFirst", line == 0);
        model.addAttribute("next", more ? shown.getLast().line() : null);
        model.addAttribute(
                "exceptions",
                exceptions
                        .list(
                                visitor.tenant(),
                                new Exceptions.Filter(null, null, null, statement.id(), null, null, null),
                                PageQuery.first(EXCEPTIONS))
                        .data());
        return "portal/reconciliation/statement";
    }
}
