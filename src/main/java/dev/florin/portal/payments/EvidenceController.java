package dev.florin.portal.payments;

import dev.florin.audit.Audit;
import dev.florin.disputes.DisputeEvent.EvidenceFile;
import dev.florin.disputes.DisputeId;
import dev.florin.disputes.DisputeView;
import dev.florin.disputes.Disputes;
import dev.florin.disputes.EvidenceField;
import dev.florin.disputes.FileId;
import dev.florin.disputes.NewFile;
import dev.florin.kernel.Rejection;
import dev.florin.members.Permission;
import dev.florin.pages.Audited;
import dev.florin.pages.Onward;
import dev.florin.pages.Requires;
import dev.florin.pages.Visitor;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.servlet.ModelAndView;

/** Gathers evidence for the answer to a dispute: texts and files. Nothing of it is sent from here. */
@Controller
@RequestMapping("/dashboard/disputes/{id}")
class EvidenceController {

    private final Disputes disputes;
    private final DisputePages pages;
    private final Audit audit;

    EvidenceController(Disputes disputes, DisputePages pages, Audit audit) {
        this.disputes = disputes;
        this.pages = pages;
        this.audit = audit;
    }

    /** Keeps what is written, and goes where the button says: on writing, or to look it through before it is sent. */
    @PostMapping("/evidence")
    @Requires(Permission.MOVE_MONEY)
    Object write(
            Visitor visitor,
            @PathVariable String id,
            @RequestParam Map<String, String> form,
            @RequestParam(defaultValue = "") String then,
            HttpServletRequest request,
            HttpServletResponse response) {
        DisputeId dispute = DisputeId.of(id);
        Map<EvidenceField, String> texts = DisputePage.texts(form);
        try {
            disputes.draft(
                    visitor.tenant(),
                    dispute,
                    texts,
                    Audited.by(audit, it -> visitor.deed("dispute.draft", id).after(fields(it))));
        } catch (Rejection rejection) {
            return refused(visitor, dispute, texts, rejection);
        }
        return then.equals("submit")
                ? Onward.to(visitor.path("/disputes/" + id + "/submit"), "The draft is saved.", request, response)
                : Onward.to(
                        visitor.path("/disputes/" + id),
                        "The draft is saved. Nothing is sent until you submit it.",
                        request,
                        response);
    }

    @PostMapping("/files")
    @Requires(Permission.MOVE_MONEY)
    Object upload(
            Visitor visitor,
            @PathVariable String id,
            @RequestParam(required = false) @Nullable MultipartFile file,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        DisputeId dispute = DisputeId.of(id);
        var uploaded = file == null
                ? new NewFile("", new byte[0])
                : new NewFile(Objects.requireNonNullElse(file.getOriginalFilename(), ""), file.getBytes());
        EvidenceFile kept;
        try {
            kept = disputes.addFile(
                    visitor.tenant(),
                    dispute,
                    uploaded,
                    Audited.by(
                            audit,
                            it -> visitor.deed("dispute.upload_file", id)
                                    .after(Map.of(
                                            "file", it.id().toString(), "name", it.name(), "sha256", it.sha256()))));
        } catch (Rejection rejection) {
            return refused(visitor, dispute, null, rejection);
        }
        return Onward.to(visitor.path("/disputes/" + id), "%s is uploaded.".formatted(kept.name()), request, response);
    }

    @PostMapping("/files/{file}/remove")
    @Requires(Permission.MOVE_MONEY)
    Object remove(
            Visitor visitor,
            @PathVariable String id,
            @PathVariable String file,
            HttpServletRequest request,
            HttpServletResponse response) {
        DisputeId dispute = DisputeId.of(id);
        FileId known = FileId.of(file);
        disputes.file(visitor.tenant(), dispute, known); // 404 rather than 422 where there is none
        try {
            disputes.removeFile(
                    visitor.tenant(),
                    dispute,
                    known,
                    Audited.by(
                            audit, _ -> visitor.deed("dispute.remove_file", id).after(Map.of("file", file))));
        } catch (Rejection rejection) {
            return refused(visitor, dispute, null, rejection);
        }
        return Onward.to(visitor.path("/disputes/" + id), "The file is removed.", request, response);
    }

    private ModelAndView refused(
            Visitor visitor, DisputeId id, @Nullable Map<EvidenceField, String> written, Rejection rejection) {
        return pages.page(
                "show",
                disputes.find(visitor.tenant(), id),
                visitor,
                written,
                rejection.reason(),
                HttpStatus.UNPROCESSABLE_CONTENT);
    }

    /** Which, not what: evidence is about customers. */
    private static Map<String, ?> fields(DisputeView dispute) {
        return Map.of(
                "fields",
                dispute.texts().keySet().stream().map(EvidenceField::wire).collect(Collectors.joining(" ")));
    }
}
