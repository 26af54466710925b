package dev.florin.portal.payments;

import dev.florin.audit.Audit;
import dev.florin.disputes.DisputeId;
import dev.florin.disputes.DisputeStatus;
import dev.florin.disputes.DisputeView;
import dev.florin.disputes.Disputes;
import dev.florin.disputes.Disputes.DisputeFilter;
import dev.florin.disputes.Evidence;
import dev.florin.disputes.FileId;
import dev.florin.members.Permission;
import dev.florin.pages.Csv;
import dev.florin.pages.Requires;
import dev.florin.pages.Visitor;
import dev.florin.portal.State;
import jakarta.servlet.http.HttpServletResponse;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;

/** What customers want back from their issuers: the list, what waits for an answer first, and each dispute. */
@Controller
class DisputePagesController {

    private static final int MOST_URGENT = 20;

    private final Disputes disputes;
    private final DisputePages pages;
    private final Audit audit;
    private final InstantSource clock;

    DisputePagesController(Disputes disputes, DisputePages pages, Audit audit, InstantSource clock) {
        this.disputes = disputes;
        this.pages = pages;
        this.audit = audit;
        this.clock = clock;
    }

    @GetMapping("/dashboard/disputes")
    @Requires(Permission.VIEW_PAYMENTS)
    String list(Visitor visitor, @RequestParam MultiValueMap<String, String> query, Model model) {
        Said said = new Said(visitor.path("/disputes"), query, visitor.zone());
        DisputeFilter filter = filter(said);
        model.addAttribute("said", said);
        Listing<DisputeRow> listing = Listing.read(
                said,
                "dp",
                page -> disputes.walk(visitor.tenant(), filter, page),
                dispute -> dispute.id().value(),
                DisputeRow::of);
        List<DisputeRow> urgent = said.chips().isEmpty() && listing.isFirst()
                ? disputes.mostUrgent(visitor.tenant(), MOST_URGENT).stream()
                        .map(DisputeRow::of)
                        .filter(DisputeRow::waits)
                        .toList()
                : List.of();
        model.addAttribute("listing", listing);
        model.addAttribute("urgent", urgent);
        model.addAttribute(
                "left",
                urgent.stream()
                        .collect(Collectors.toMap(
                                DisputeRow::id,
                                row -> DisputePage.left(row.dueBy(), clock.instant()),
                                (one, _) -> one)));
        model.addAttribute(
                "statuses",
                java.util.Arrays.stream(DisputeStatus.values())
                        .collect(Collectors.toMap(
                                Function.identity(),
                                status -> State.of(status).text(),
                                (one, _) -> one,
                                java.util.LinkedHashMap::new)));
        model.addAttribute(
                "export", said.address().at(visitor.path("/disputes/export")).toString());
        return "portal/disputes/list";
    }

    @GetMapping("/dashboard/disputes/export")
    @Requires(Permission.EXPORT)
    void export(Visitor visitor, @RequestParam MultiValueMap<String, String> query, HttpServletResponse response) {
        Said said = new Said(visitor.path("/disputes"), query, visitor.zone());
        DisputeFilter filter = filter(said);
        audit.record(visitor.deed("dispute.export", null).after(said.address().query()));
        Csv.write(
                response,
                visitor.live() ? "disputes.csv" : "test-disputes.csv",
                DisputeRow.COLUMNS,
                csv -> Export.<DisputeView>each(
                        page -> disputes.walk(visitor.tenant(), filter, page),
                        dispute -> dispute.id().value(),
                        dispute -> csv.row(DisputeRow.cells(dispute))));
    }

    @GetMapping("/dashboard/disputes/{id}")
    @Requires(Permission.VIEW_PAYMENTS)
    String show(Visitor visitor, @PathVariable String id, Model model) {
        DisputeView dispute = disputes.find(visitor.tenant(), DisputeId.of(id));
        model.addAttribute("page", pages.of(dispute, visitor, null, null));
        return "portal/disputes/show";
    }

    @GetMapping("/dashboard/disputes/files/{id}")
    @Requires(Permission.VIEW_PAYMENTS)
    ResponseEntity<byte[]> file(Visitor visitor, @PathVariable String id) {
        Evidence evidence = disputes.file(visitor.tenant(), FileId.of(id));
        audit.record(visitor.deed("dispute.download_file", id)
                .after(Map.of("name", evidence.file().name())));
        return evidence.download();
    }

    private static DisputeFilter filter(Said said) {
        return new DisputeFilter(
                said.several("status", "Status", DisputeStatus.class),
                null,
                null,
                said.day("from", "Since", 0),
                said.day("to", "Until", 1));
    }
}
