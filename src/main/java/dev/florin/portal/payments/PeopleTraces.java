package dev.florin.portal.payments;

import static dev.florin.portal.payments.Moment.Kind.PEOPLE;

import dev.florin.audit.Audit;
import dev.florin.audit.Entry;
import dev.florin.members.Permission;
import dev.florin.pages.Visitor;
import dev.florin.portal.payments.Moment.Detail;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What people did, by the audit log. */
@Component
class PeopleTraces implements Traces {

    private final Audit audit;

    PeopleTraces(Audit audit) {
        this.audit = audit;
    }

    @Override
    public Stream<Moment> of(Subject subject, Visitor visitor) {
        boolean inDetail = visitor.may(Permission.VIEW_AUDIT);
        return subject.publicIds().stream()
                .flatMap(id -> audit.entriesOf(visitor.tenant().merchant(), id).stream())
                .map(entry -> moment(entry, inDetail));
    }

    private static Moment moment(Entry entry, boolean inDetail) {
        Moment moment = Moment.of(
                entry.at(), PEOPLE, doing(entry.action()), "by " + entry.actor().name(), "");
        return inDetail
                ? moment.with(new Detail("Before", facts(entry.was())), new Detail("After", facts(entry.became())))
                : moment;
    }

    private static String doing(String action) {
        return switch (action) {
            case "payment.capture" -> "Captured in the portal";
            case "payment.void" -> "Voided in the portal";
            case "refund.create" -> "Refunded in the portal";
            case "dispute.draft" -> "Draft of the evidence saved";
            case "dispute.upload_file" -> "File uploaded";
            case "dispute.remove_file" -> "File removed";
            case "dispute.download_file" -> "File downloaded";
            case "dispute.submit" -> "Evidence submitted in the portal";
            case "dispute.accept" -> "Accepted in the portal";
            default -> PaymentPage.readable(action.replace('.', ' '));
        };
    }

    private static String facts(@Nullable Map<String, Object> facts) {
        return facts == null || facts.isEmpty() ? "–" : facts.toString();
    }
}
