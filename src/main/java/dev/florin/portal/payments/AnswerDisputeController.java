package dev.florin.portal.payments;

import dev.florin.audit.Audit;
import dev.florin.audit.Deed;
import dev.florin.disputes.DisputeEvent.EvidenceFile;
import dev.florin.disputes.DisputeId;
import dev.florin.disputes.DisputeView;
import dev.florin.disputes.Disputes;
import dev.florin.disputes.EvidenceField;
import dev.florin.disputes.FileId;
import dev.florin.disputes.NewFile;
import dev.florin.kernel.Once;
import dev.florin.kernel.Prefer;
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
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.servlet.ModelAndView;

/** Answers a dispute: gathers evidence and submits it, or accepts. */
@Controller
@RequestMapping("/dashboard/disputes/{id}")
class AnswerDisputeController {

    private final Disputes disputes;
    private final DisputePages pages;
    private final Once.Keys keys;
    private final Audit audit;

    AnswerDisputeController(Disputes disputes, DisputePages pages, Once.Keys keys, Audit audit) {
        this.disputes = disputes;
        this.pages = pages;
        this.keys = keys;
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

    @GetMapping("/submit")
    @Requires(Permission.MOVE_MONEY)
    ModelAndView confirm(Visitor visitor, @PathVariable String id) {
        return page("submit", visitor, DisputeId.of(id), null, null, HttpStatus.OK);
    }

    @PostMapping("/submit")
    @Requires(Permission.MOVE_MONEY)
    Object submit(
            Visitor visitor,
            @PathVariable String id,
            @RequestParam(defaultValue = "") String once,
            HttpServletRequest request,
            HttpServletResponse response) {
        DisputeId dispute = DisputeId.of(id);
        try {
            run(
                    visitor,
                    once,
                    "dispute.submit",
                    dispute,
                    one -> disputes.submit(visitor.tenant(), dispute, Map.of(), Prefer.NO_WAIT, one));
        } catch (Rejection rejection) {
            return page("submit", visitor, dispute, null, rejection.reason(), HttpStatus.UNPROCESSABLE_CONTENT);
        }
        return Onward.to(
                visitor.path("/disputes/" + id),
                "The evidence is on its way. The issuer decides; that takes weeks.",
                request,
                response);
    }

    @GetMapping("/accept")
    @Requires(Permission.MOVE_MONEY)
    ModelAndView confirmAcceptance(Visitor visitor, @PathVariable String id) {
        return page("accept", visitor, DisputeId.of(id), null, null, HttpStatus.OK);
    }

    @PostMapping("/accept")
    @Requires(Permission.MOVE_MONEY)
    Object accept(
            Visitor visitor,
            @PathVariable String id,
            @RequestParam(defaultValue = "") String once,
            HttpServletRequest request,
            HttpServletResponse response) {
        DisputeId dispute = DisputeId.of(id);
        try {
            run(
                    visitor,
                    once,
                    "dispute.accept",
                    dispute,
                    one -> disputes.accept(visitor.tenant(), dispute, Prefer.NO_WAIT, one));
        } catch (Rejection rejection) {
            return page("accept", visitor, dispute, null, rejection.reason(), HttpStatus.UNPROCESSABLE_CONTENT);
        }
        return Onward.to(visitor.path("/disputes/" + id), "Accepted: the customer keeps the money.", request, response);
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

    private void run(
            Visitor visitor,
            String token,
            String deed,
            DisputeId dispute,
            java.util.function.Function<Once<DisputeView>, DisputeView> work) {
        keys.<DisputeView>run(
                visitor.tenant(),
                token,
                "%s %s by %s".formatted(deed, dispute, visitor.person().id()),
                it -> it.id().toString(),
                once -> work.apply(new Recorded<>(once, audit, _ -> told(visitor, deed, dispute))));
    }

    private Deed told(Visitor visitor, String deed, DisputeId id) {
        DisputeView dispute = disputes.find(visitor.tenant(), id);
        return visitor.deed(deed, id.toString())
                .before(Map.of("status", dispute.status().wire()))
                .after(Map.of(
                        "amount",
                        dispute.terms().amount().toString(),
                        "fields",
                        dispute.texts().keySet().stream()
                                .map(EvidenceField::wire)
                                .collect(Collectors.joining(" ")),
                        "files",
                        dispute.files().size()));
    }

    /** Which, not what: evidence is about customers. */
    private static Map<String, ?> fields(DisputeView dispute) {
        return Map.of(
                "fields",
                dispute.texts().keySet().stream().map(EvidenceField::wire).collect(Collectors.joining(" ")));
    }

    private ModelAndView refused(
            Visitor visitor, DisputeId id, @Nullable Map<EvidenceField, String> written, Rejection rejection) {
        return page("show", visitor, id, written, rejection.reason(), HttpStatus.UNPROCESSABLE_CONTENT);
    }

    private ModelAndView page(
            String name,
            Visitor visitor,
            DisputeId id,
            @Nullable Map<EvidenceField, String> written,
            @Nullable String fault,
            HttpStatus status) {
        DisputeView dispute = disputes.find(visitor.tenant(), id);
        return new ModelAndView("portal/disputes/" + name, status)
                .addObject("page", pages.of(dispute, visitor, written, fault));
    }
}
