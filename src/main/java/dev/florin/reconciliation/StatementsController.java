package dev.florin.reconciliation;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.florin.kernel.Once;
import dev.florin.kernel.PageQuery;
import dev.florin.kernel.PageQuery.Page;
import dev.florin.kernel.Tenant;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
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
@RequestMapping("/api/v1/statements")
@Tag(name = "Reconciliation", description = "What banks say, against what the ledger says.")
class StatementsController {

    private static final int MOST_BAD = 100;

    private final Statements statements;
    private final Sources sources;

    StatementsController(Statements statements, Sources sources) {
        this.statements = statements;
        this.sources = sources;
    }

    @PostMapping(
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
            @Parameter(description = "Whose statement it is; needed where there is more than one source")
                    @RequestParam(required = false)
                    @Nullable
                    String source,
            @Parameter(description = "What to call it; it is named after its source and the day otherwise")
                    @RequestParam(name = "file_name", required = false)
                    @Nullable
                    String fileName,
            Once.Request request) {
        try (file) {
            SourceId id = source == null ? sources.only(tenant).id() : SourceId.of(source);
            return StatementBody.of(
                    statements.receive(tenant, id, fileName, file, null, null, request.answer(201, StatementBody::of)));
        }
    }

    @GetMapping("/{id}")
    @Operation(operationId = "getStatement", summary = "Retrieve a statement, and what could not be read of it")
    StatementBody get(Tenant tenant, @PathVariable StatementId id) {
        StatementView statement = statements.find(tenant, id);
        return StatementBody.of(statement).with(statements.badLines(statement, MOST_BAD));
    }

    @GetMapping
    @Operation(operationId = "listStatements", summary = "List statements, newest first")
    StatementList list(
            Tenant tenant,
            @PageQuery.Of("stmt") PageQuery page,
            @RequestParam(required = false) @Nullable String source) {
        return StatementList.of(statements
                .list(tenant, source == null ? null : SourceId.of(source), page)
                .map(StatementBody::of));
    }

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
}
