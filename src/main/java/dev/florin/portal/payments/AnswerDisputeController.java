package dev.florin.portal.payments;

import dev.florin.audit.Audit;
import dev.florin.audit.Deed;
import dev.florin.disputes.DisputeId;
import dev.florin.disputes.DisputeView;
import dev.florin.disputes.Disputes;
import dev.florin.disputes.EvidenceField;
import dev.florin.kernel.Once;
import dev.florin.kernel.Prefer;
import dev.florin.kernel.Rejection;
import dev.florin.members.Permission;
import dev.florin.pages.Onward;
import dev.florin.pages.Requires;
import dev.florin.pages.Visitor;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** Answers a dispute for good: submits what evidence there is, or accepts. */
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

    @GetMapping("/submit")
    @Requires(Permission.MOVE_MONEY)
    ModelAndView confirm(Visitor visitor, @PathVariable String id) {
        return page("submit", visitor, DisputeId.of(id), null, HttpStatus.OK);
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
            return page("submit", visitor, dispute, rejection.reason(), HttpStatus.UNPROCESSABLE_CONTENT);
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
        return page("accept", visitor, DisputeId.of(id), null, HttpStatus.OK);
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
            return page("accept", visitor, dispute, rejection.reason(), HttpStatus.UNPROCESSABLE_CONTENT);
        }
        return Onward.to(visitor.path("/disputes/" + id), "Accepted: the customer keeps the money.", request, response);
    }

    private void run(
            Visitor visitor,
            String token,
            String deed,
            DisputeId dispute,
            Function<Once<DisputeView>, DisputeView> work) {
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

    private ModelAndView page(String name, Visitor visitor, DisputeId id, @Nullable String fault, HttpStatus status) {
        return pages.page(name, disputes.find(visitor.tenant(), id), visitor, null, fault, status);
    }
}
