package dev.florin.disputes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.florin.disputes.DisputeEvent.EvidenceFile;
import dev.florin.disputes.DisputeEvent.Opened;
import dev.florin.disputes.DisputeView.Asking;
import dev.florin.gateways.GatewayId;
import dev.florin.kernel.Money;
import dev.florin.kernel.Rejection;
import dev.florin.kernel.Tenant;
import dev.florin.kernel.TypeId;
import dev.florin.orders.OrderId;
import dev.florin.payments.PaymentId;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class DisputeTests {

    private static final Instant NOW = Instant.parse("2026-03-01T10:00:00Z");
    private static final Instant DUE = NOW.plus(Duration.ofDays(7));
    private static final UUID ASKED = new UUID(1, 2);
    private static final Map<EvidenceField, String> TEXTS = Map.of(EvidenceField.SHIPPING_TRACKING, "EM123456789IN");

    private final Dispute dispute = Dispute.open(
            new DisputeId(TypeId.next()),
            new Tenant(TypeId.next(), false),
            new Opened(
                    new PaymentId(TypeId.next()),
                    new OrderId(TypeId.next()),
                    new GatewayId("sandbox"),
                    "d1",
                    Money.of(50_000, "INR"),
                    false,
                    "fraudulent",
                    DUE,
                    NOW,
                    NOW));

    @Test
    void evidenceIsSubmittedAndThenReviewedAndDecided() {
        dispute.requestSubmission(ASKED, TEXTS, List.of(), NOW);
        assertThat(dispute.asking()).isEqualTo(Asking.EVIDENCE);
        assertThat(dispute.status()).isEqualTo(DisputeStatus.NEEDS_RESPONSE);

        dispute.heard(ASKED, DisputeStatus.UNDER_REVIEW, DUE, NOW);
        assertThat(dispute.asking()).isNull();
        assertThat(dispute.submittedAt()).isEqualTo(NOW);

        dispute.note(DisputeStatus.WON, DUE, NOW);
        assertThat(dispute.status()).isEqualTo(DisputeStatus.WON);
        assertThat(dispute.closedAt()).isEqualTo(NOW);
    }

    @Test
    void evidenceIsToldOnUntilItIsHeardThoughTheEndIsKnownBefore() {
        dispute.requestSubmission(ASKED, TEXTS, List.of(), NOW);
        dispute.note(DisputeStatus.LOST, DUE, NOW.plusSeconds(1));
        assertThat(dispute.status()).isEqualTo(DisputeStatus.LOST);
        assertThat(dispute.asking()).isEqualTo(Asking.EVIDENCE);
        assertThat(dispute.submittedAt()).isNull();

        dispute.heard(ASKED, DisputeStatus.LOST, DUE, NOW.plusSeconds(2));

        assertThat(dispute.status()).isEqualTo(DisputeStatus.LOST);
        assertThat(dispute.closedAt()).isEqualTo(NOW.plusSeconds(1));
        assertThat(dispute.asking()).isNull();
        assertThat(dispute.submittedAt()).isEqualTo(NOW.plusSeconds(2));
    }

    @Test
    void evidenceThatCameTooLateWasNotTaken() {
        dispute.requestSubmission(ASKED, TEXTS, List.of(), NOW);
        dispute.note(DisputeStatus.LOST, DUE, NOW);

        dispute.refuse(ASKED, "too_late", "It is decided.", NOW);

        assertThat(dispute.status()).isEqualTo(DisputeStatus.LOST);
        assertThat(dispute.asking()).isNull();
        assertThat(dispute.submittedAt()).isNull();
        assertThat(dispute.submission()).isNull();
    }

    @ParameterizedTest
    @EnumSource(
            value = DisputeStatus.class,
            names = {"WON", "LOST", "ACCEPTED"})
    void whatIsDecidedStaysSoWhateverComesLater(DisputeStatus end) {
        dispute.note(end, DUE, NOW);
        int version = dispute.version();

        for (DisputeStatus late : DisputeStatus.values()) {
            dispute.note(late, DUE.plusSeconds(1), NOW);
            dispute.heard(ASKED, late, DUE, NOW);
        }

        assertThat(dispute.status()).isEqualTo(end);
        assertThat(dispute.version()).isEqualTo(version);
        assertRefused("dispute_not_open", () -> dispute.requestAcceptance(ASKED, NOW));
        assertRefused("dispute_not_open", () -> dispute.requestSubmission(ASKED, TEXTS, List.of(), NOW));
    }

    @Test
    void evidenceIsRefusedFromTheDeadlineOn() {
        dispute.requireDraftable(DUE.minusMillis(1));
        assertRefused("dispute_deadline_passed", () -> dispute.requestSubmission(ASKED, TEXTS, List.of(), DUE));

        dispute.note(DisputeStatus.NEEDS_RESPONSE, DUE.plusSeconds(1), NOW);
        dispute.requestSubmission(ASKED, TEXTS, List.of(), DUE);
        assertThat(dispute.asking()).isEqualTo(Asking.EVIDENCE);
    }

    @Test
    void nothingIsNoEvidence() {
        assertRefused("evidence_empty", () -> dispute.requestSubmission(ASKED, Map.of(), List.of(), NOW));
    }

    @Test
    void thereIsOneAnswerAtATime() {
        dispute.requestAcceptance(ASKED, NOW);

        assertRefused("dispute_answer_in_progress", () -> dispute.requestSubmission(ASKED, TEXTS, List.of(), NOW));
        assertRefused("dispute_answer_in_progress", () -> dispute.requestAcceptance(ASKED, NOW));
    }

    @Test
    void whatTheAcquirerDoesNotTakeCanBeSaidAnew() {
        dispute.requestSubmission(ASKED, TEXTS, List.of(), NOW);
        dispute.refuse(new UUID(3, 4), "file_not_found", "Not this one.", NOW);
        assertThat(dispute.asking()).as("of another").isEqualTo(Asking.EVIDENCE);

        dispute.refuse(ASKED, "file_not_found", "There is no such file.", NOW);

        assertThat(dispute.asking()).isNull();
        assertThat(dispute.problem()).isNotNull();
        dispute.requestSubmission(new UUID(3, 4), TEXTS, List.of(), NOW);
        assertThat(dispute.problem()).isNull();
    }

    @Test
    void theDeadlineMayBeOverBeforeTheEvidenceIsThere() {
        dispute.requestSubmission(ASKED, TEXTS, List.of(), NOW);

        dispute.note(DisputeStatus.LOST, DUE, DUE);
        dispute.refuse(ASKED, "deadline_passed", "Too late.", DUE);

        assertThat(dispute.status()).isEqualTo(DisputeStatus.LOST);
        assertThat(dispute.asking()).isNull();
    }

    @Test
    void replayedItIsTheSame() {
        dispute.note(DisputeStatus.NEEDS_RESPONSE, DUE.plusSeconds(5), NOW);
        dispute.requestSubmission(
                ASKED, TEXTS, List.of(new EvidenceFile(FileId.next(), "a.pdf", "application/pdf", 5, "ab", NOW)), NOW);
        dispute.heard(ASKED, DisputeStatus.UNDER_REVIEW, DUE.plusSeconds(5), NOW);
        dispute.note(DisputeStatus.LOST, DUE, NOW);

        List<DisputeEvent> read = dispute.events().stream()
                .map(event -> DisputeEventJson.read(DisputeEventJson.type(event), DisputeEventJson.write(event)))
                .toList();
        var again = Dispute.replay(dispute.id(), dispute.tenant(), read);

        assertThat(read).isEqualTo(dispute.events());
        assertThat(DisputeView.of(again, Map.of(), List.of())).isEqualTo(DisputeView.of(dispute, Map.of(), List.of()));
    }

    @ParameterizedTest
    @CsvSource({
        "photo.JPG, ffd8ffe000, photo.jpg, image/jpeg",
        "../../etc/passwd, 89504e470d0a1a0a00, passwd.png, image/png",
        "C:\\Users\\a\\slip.html, 255044462d312e37, slip.pdf, application/pdf",
        "'', 255044462d312e37, evidence.pdf, application/pdf"
    })
    void aFileIsWhatItsFirstBytesSay(String name, String hex, String kept, String type) {
        var file = new NewFile(name, HexFormat.of().parseHex(hex)).checked(FileId.next(), NOW);

        assertThat(file.name()).isEqualTo(kept);
        assertThat(file.mediaType()).isEqualTo(type);
    }

    @Test
    void otherFilesAreRefused() {
        assertRefused("file_type_unsupported", () -> check("<html>".getBytes(StandardCharsets.US_ASCII)));
        assertRefused("file_type_unsupported", () -> check(new byte[] {(byte) 0x89, 'P'}));
        assertRefused("file_empty", () -> check(new byte[0]));
        assertRefused("file_too_large", () -> check(new byte[NewFile.LARGEST + 1]));
    }

    private static void check(byte[] content) {
        new NewFile("a.pdf", content).checked(FileId.next(), NOW);
    }

    private static void assertRefused(String code, ThrowingCallable act) {
        assertThatThrownBy(act)
                .isInstanceOfSatisfying(
                        Rejection.class, r -> assertThat(r.code()).isEqualTo(code));
    }
}
