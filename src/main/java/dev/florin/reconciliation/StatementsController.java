package dev.florin.reconciliation;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.florin.kernel.Once;
import dev.florin.kernel.PageQuery;
import dev.florin.kernel.PageQuery.Page;
import dev.florin.kernel.Tenant;
import dev.florin.reconciliation.reading.BadLine;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1")
@Tag(name = "Reconciliation", description = "What banks say, against what the ledger says.")
class StatementsController {

    private static final int MOST_BAD = 100;

    private final Statements statements;
    private final Sources sources;
    private final Exceptions exceptions;

    StatementsController(Statements statements, Sources sources, Exceptions exceptions) {
        this.statements = statements;
        this.sources = sources;
        this.exceptions = exceptions;
    }

    @PostMapping(
            path = "/statements",
            consumes = {
                "text/csv",
                MediaType.TEXT_PLAIN_VALUE,
                MediaType.APPLICATION_XML_VALUE,
                MediaType.TEXT_XML_VALUE,
                MediaType.APPLICATION_OCTET_STREAM_VALUE
            })
    @ResponseStatus(HttpStatus.CREATED)
    @Operation(
            operationId = "createStatement",
            summary = "Send a statement of an acquirer or a bank",
            description = """
                    The body is the file itself, not a form: at most 64 MiB of CSV, CAMT.053 or MT940, as its source says. It is \
                    stored at once and read in the background; the same file again is the same statement.""",
            requestBody =
                    @io.swagger.v3.oas.annotations.parameters.RequestBody(
                            required = true,
                            content = {
                                @Content(mediaType = "text/csv", schema = @Schema(type = "string", format = "binary")),
                                @Content(
                                        mediaType = "application/xml",
                                        schema = @Schema(type = "string", format = "binary")),
                                @Content(mediaType = "text/plain", schema = @Schema(type = "string", format = "binary"))
                            }))
    StatementBody create(
            Tenant tenant,
            @RequestBody Upload file,
            @RequestParam(required = false) @Nullable String source,
            @RequestParam(name = "file_name", required = false) @Nullable String fileName,
            Once.Request request) {
        try (file) {
            SourceId id = source == null ? sources.only(tenant).id() : SourceId.of(source);
            return StatementBody.of(statements.receive(
                    tenant,
                    id,
                    fileName == null ? "statement" : fileName,
                    file,
                    null,
                    null,
                    request.answer(201, StatementBody::of)));
        }
    }

    @GetMapping("/statements/{id}")
    @Operation(operationId = "getStatement", summary = "Retrieve a statement, and what could not be read of it")
    StatementBody get(Tenant tenant, @PathVariable StatementId id) {
        StatementView statement = statements.find(tenant, id);
        return StatementBody.of(statement).with(statements.badLines(statement, MOST_BAD));
    }

    @GetMapping("/statements")
    @Operation(operationId = "listStatements", summary = "List statements, newest first")
    StatementList list(
            Tenant tenant,
            @PageQuery.Of("stmt") PageQuery page,
            @RequestParam(required = false) @Nullable String source) {
        return StatementList.of(statements
                .list(tenant, source == null ? null : SourceId.of(source), page)
                .map(StatementBody::of));
    }

    @GetMapping("/reconciliation/exceptions")
    @Operation(operationId = "listExceptions", summary = "List what does not agree, newest first")
    ExceptionList exceptions(
            Tenant tenant,
            @PageQuery.Of("exc") PageQuery page,
            @RequestParam(required = false) ExceptionView.@Nullable Status status,
            @RequestParam(required = false) @Nullable Result result) {
        var filter = new Exceptions.Filter(status, result, null, null, null, null, null);
        return ExceptionList.of(exceptions.list(tenant, filter, page).map(ExceptionBody::of));
    }

    /** A statement as its merchant sees it. */
    record StatementBody(
            String id,
            String object,
            String source,
            String fileName,
            long size,
            StatementView.Status status,

            @Schema(description = "How much of the file is read, 0 to 100")
            int progress,

            @Schema(description = "Lines that are kept") int entries,

            @Schema(description = "Lines that could not be read")
            int bad,

            @Schema(description = "Lines that another statement told before")
            int known,

            @Nullable LocalDate from,
            @Nullable LocalDate to,

            @Schema(description = "Why nothing of it can be read") @Nullable
            Fault error,

            @Schema(description = "The first 100 lines that could not be read; of one statement alone")
            @JsonInclude(JsonInclude.Include.NON_EMPTY)
            List<BadLine> errors,

            @Schema(description = "Whether its lines have been matched")
            boolean matched,

            boolean livemode,
            @Schema(description = "Unix seconds") long createdAt) {

        static StatementBody of(StatementView statement) {
            String fault = statement.fault();
            String code = statement.faultCode();
            return new StatementBody(
                    statement.id().toString(),
                    "statement",
                    statement.source().toString(),
                    statement.fileName(),
                    statement.size(),
                    statement.status(),
                    statement.percent(),
                    statement.entries(),
                    statement.bad(),
                    statement.known(),
                    statement.from(),
                    statement.to(),
                    fault == null || code == null ? null : new Fault(code, fault),
                    List.of(),
                    statement.matchedAt() != null,
                    statement.tenant().live(),
                    statement.createdAt().getEpochSecond());
        }

        StatementBody with(List<BadLine> lines) {
            return new StatementBody(
                    id, object, source, fileName, size, status, progress, entries, bad, known, from, to, error, lines,
                    matched, livemode, createdAt);
        }
    }

    record Fault(String code, String message) {}

    record StatementList(
            String object,
            List<StatementBody> data,
            @JsonProperty("has_more") boolean hasMore,

            @JsonProperty("next_cursor") @JsonInclude(JsonInclude.Include.ALWAYS) @Nullable
            String nextCursor) {

        static StatementList of(Page<StatementBody> page) {
            StatementBody next = page.next();
            return new StatementList("list", page.data(), page.hasMore(), next == null ? null : next.id());
        }
    }

    /** An exception as its merchant sees it. */
    record ExceptionBody(
            String id,
            String object,
            String source,
            Result result,
            ExceptionView.Status status,

            @Schema(description = "The bank's, minor units with sign, with what it kept back") @Nullable
            Long bankAmount,

            @Schema(description = "Ours, minor units with sign") @Nullable
            Long expectedAmount,

            String currency,
            LocalDate day,

            @Schema(description = "How it was settled: accept, adjust or refund")
            ExceptionView.@Nullable Action action,

            @Nullable LocalDate waitUntil,
            boolean livemode,
            @Schema(description = "Unix seconds") long createdAt) {

        static ExceptionBody of(ExceptionView exception) {
            Instant opened = exception.openedAt();
            return new ExceptionBody(
                    exception.id().toString(),
                    "exception",
                    exception.source().toString(),
                    exception.result(),
                    exception.status(),
                    exception.bankAmount(),
                    exception.ourAmount(),
                    exception.currency(),
                    exception.day(),
                    exception.action(),
                    exception.waitUntil(),
                    exception.tenant().live(),
                    opened.getEpochSecond());
        }
    }

    record ExceptionList(
            String object,
            List<ExceptionBody> data,
            @JsonProperty("has_more") boolean hasMore,

            @JsonProperty("next_cursor") @JsonInclude(JsonInclude.Include.ALWAYS) @Nullable
            String nextCursor) {

        static ExceptionList of(Page<ExceptionBody> page) {
            ExceptionBody next = page.next();
            return new ExceptionList("list", page.data(), page.hasMore(), next == null ? null : next.id());
        }
    }
}
