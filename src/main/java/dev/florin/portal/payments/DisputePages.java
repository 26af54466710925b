package dev.florin.portal.payments;

import dev.florin.disputes.DisputeView;
import dev.florin.disputes.EvidenceField;
import dev.florin.kernel.Money;
import dev.florin.pages.Visitor;
import dev.florin.payments.Payments;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.ModelAndView;

/** Puts together what the page of a dispute shows. */
@Component
class DisputePages {

    private final Payments payments;
    private final Timeline timeline;
    private final InstantSource clock;

    DisputePages(Payments payments, Timeline timeline, InstantSource clock) {
        this.payments = payments;
        this.timeline = timeline;
        this.clock = clock;
    }

    /** @param written in the form that was refused; null if none was */
    DisputePage of(
            DisputeView dispute,
            Visitor visitor,
            @Nullable Map<EvidenceField, String> written,
            @Nullable String fault) {
        List<Moment> moments = Stream.concat(
                        DisputePage.moments(dispute).stream(),
                        timeline.of(Traces.Subject.of(dispute), visitor).stream())
                .sorted(Comparator.comparing(Moment::at))
                .toList()
                .reversed();
        return DisputePage.of(
                dispute,
                PaymentRow.of(payments.find(visitor.tenant(), dispute.terms().payment())),
                moments,
                clock.instant(),
                visitor,
                MoneyForm.of(Money.zero(dispute.terms().amount().currency())).once(),
                written,
                fault);
    }

    /**
     * One of the pages of a dispute.
     *
     * @param name of its template
     * @param written in the form that was refused; null if none was
     */
    ModelAndView page(
            String name,
            DisputeView dispute,
            Visitor visitor,
            @Nullable Map<EvidenceField, String> written,
            @Nullable String fault,
            HttpStatus status) {
        return new ModelAndView("portal/disputes/" + name, status)
                .addObject("page", of(dispute, visitor, written, fault));
    }
}
