package dev.florin.disputes;

import dev.florin.disputes.DisputeBody.FileBody;
import dev.florin.disputes.Disputes.DisputeFilter;
import dev.florin.kernel.Once;
import dev.florin.kernel.PageQuery;
import dev.florin.kernel.PageQuery.Page;
import dev.florin.kernel.Prefer;
import dev.florin.kernel.Tenant;
import dev.florin.payments.PaymentId;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.io.IOException;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.multipart.MultipartFile;

@RestController
@RequestMapping("/api/v1/disputes")
@Tag(name = "Disputes", description = "Answer customers who want their money back from their issuers.")
class DisputesController {

    private final Disputes disputes;

    DisputesController(Disputes disputes) {
        this.disputes = disputes;
    }

    @GetMapping("/{id}")
    @Operation(operationId = "getDispute", summary = "Retrieve a dispute")
    DisputeBody get(Tenant tenant, @PathVariable DisputeId id) {
        return DisputeBody.of(disputes.find(tenant, id));
    }

    @GetMapping
    @Operation(operationId = "listDisputes", summary = "List disputes, newest first")
    DisputeList list(
            Tenant tenant,
            @PageQuery.Of("dp") PageQuery page,
            @RequestParam(required = false) @Nullable DisputeStatus status,
            @RequestParam(name = "payment_id", required = false) @Nullable PaymentId payment,
            @RequestParam(name = "created[gte]", required = false) @Nullable Instant createdFrom,
            @RequestParam(name = "created[lt]", required = false) @Nullable Instant createdBefore) {
        var filter = new DisputeFilter(
                status == null ? Set.of() : Set.of(status), payment, null, createdFrom, createdBefore);
        return DisputeList.of(disputes.list(tenant, filter, page).map(DisputeBody::of));
    }

    @PostMapping("/{id}/evidence")
    @Operation(
            operationId = "sendDisputeEvidence",
            summary = "Write evidence, and submit it",
            description =
                    "What is left out stays as it is; an empty text goes. With `submit` it is sent to the issuer with"
                            + " all files, which can be done once; without, it is kept as a draft.")
    DisputeBody evidence(
            Tenant tenant,
            @PathVariable DisputeId id,
            @Valid @RequestBody EvidenceBody body,
            Prefer prefer,
            Once.Request request) {
        Once<DisputeView> once = request.answer(200, DisputeBody::of);
        return DisputeBody.of(
                Boolean.TRUE.equals(body.submit())
                        ? disputes.submit(tenant, id, body.texts(), prefer, once)
                        : disputes.draft(tenant, id, body.texts(), once));
    }

    @PostMapping("/{id}/accept")
    @Operation(
            operationId = "acceptDispute",
            summary = "Accept a dispute: the customer keeps the money",
            description = "This cannot be taken back.")
    DisputeBody accept(Tenant tenant, @PathVariable DisputeId id, Prefer prefer, Once.Request request) {
        return DisputeBody.of(disputes.accept(tenant, id, prefer, request.answer(200, DisputeBody::of)));
    }

    @PostMapping(path = "/{id}/files", consumes = MediaType.MULTIPART_FORM_DATA_VALUE)
    @ResponseStatus(HttpStatus.CREATED)
    @Operation(
            operationId = "uploadDisputeFile",
            summary = "Upload a file as evidence",
            description =
                    "A PDF, PNG or JPEG of at most 5 MB, as the part `file`; at most ten. It is submitted with the"
                            + " evidence.")
    FileBody upload(Tenant tenant, @PathVariable DisputeId id, @RequestParam MultipartFile file, Once.Request request)
            throws IOException {
        var uploaded = new NewFile(Objects.requireNonNullElse(file.getOriginalFilename(), ""), file.getBytes());
        return FileBody.of(disputes.addFile(tenant, id, uploaded, request.answer(201, FileBody::of)));
    }

    @GetMapping("/{id}/files/{file}")
    @Operation(operationId = "downloadDisputeFile", summary = "Download a file of evidence")
    ResponseEntity<byte[]> download(Tenant tenant, @PathVariable DisputeId id, @PathVariable FileId file) {
        return disputes.file(tenant, id, file).download();
    }

    @DeleteMapping("/{id}/files/{file}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(operationId = "removeDisputeFile", summary = "Remove a file that is not submitted yet")
    void remove(Tenant tenant, @PathVariable DisputeId id, @PathVariable FileId file) {
        disputes.removeFile(tenant, id, file, Once.unkeyed());
    }

    /** @param submit false where nothing is said */
    @Schema(
            example =
                    "{\"evidence\": {\"product_description\": \"Two kilos of Assam tea\", \"shipping_tracking\": \"EM123456789IN\"}, \"submit\": true}")
    record EvidenceBody(
            @Schema(description = "By field, at most 5000 characters each") @Nullable @Size(max = 20)
            Map<EvidenceField, @NotNull @Size(max = EvidenceField.LONGEST) String> evidence,

            @Schema(description = "True to send it to the issuer, once and for all") @Nullable
            Boolean submit) {

        Map<EvidenceField, String> texts() {
            Map<EvidenceField, String> texts = new EnumMap<>(EvidenceField.class);
            if (evidence != null) {
                texts.putAll(evidence);
            }
            return texts;
        }
    }

    record DisputeList(
            String object,
            List<DisputeBody> data,
            boolean hasMore,
            @Nullable String nextCursor) {

        static DisputeList of(Page<DisputeBody> page) {
            DisputeBody next = page.next();
            return new DisputeList("list", page.data(), page.hasMore(), next == null ? null : next.id());
        }
    }
}
