package dev.florin.portal.settlements;

import dev.florin.audit.Audit;
import dev.florin.members.Permission;
import dev.florin.pages.Formats;
import dev.florin.pages.Requires;
import dev.florin.pages.Visitor;
import dev.florin.platform.Pdf;
import dev.florin.settlements.SettlementId;
import dev.florin.settlements.SettlementView;
import dev.florin.settlements.Settlements;
import java.io.IOException;
import java.util.Locale;
import java.util.Map;
import org.springframework.http.CacheControl;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.thymeleaf.context.Context;
import org.thymeleaf.spring6.SpringTemplateEngine;

/** Statements of settlements as PDF. Of lines they have no more than a person reads; the CSV has all. */
@Controller
class StatementController {

    private static final int LINES = 500;

    private final Settlements settlements;
    private final Formats formats;
    private final Audit audit;
    private final SpringTemplateEngine templates;

    StatementController(Settlements settlements, Formats formats, Audit audit, SpringTemplateEngine templates) {
        this.settlements = settlements;
        this.formats = formats;
        this.audit = audit;
        this.templates = templates;
    }

    @GetMapping("/dashboard/settlements/{id}/statement.pdf")
    @Requires(Permission.EXPORT)
    ResponseEntity<byte[]> statement(Visitor visitor, @PathVariable String id) throws IOException {
        SettlementView settlement = settlements.find(visitor.tenant(), SettlementId.of(id));
        audit.record(visitor.deed("settlement.export", id));
        var context = new Context(
                Locale.ENGLISH,
                Map.of(
                        "settlement", settlement,
                        "lines", settlements.lines(settlement, null, LINES),
                        "formats", formats,
                        "zone", visitor.zone(),
                        "merchant", visitor.merchantName()));
        var file = ContentDisposition.attachment()
                .filename("settlement-%s.pdf".formatted(id))
                .build();
        return ResponseEntity.ok()
                .contentType(MediaType.APPLICATION_PDF)
                .cacheControl(CacheControl.noStore())
                .header(HttpHeaders.CONTENT_DISPOSITION, file.toString())
                .body(Pdf.of(templates.process("portal/settlements/statement", context)));
    }
}
