package dev.florin.reconciliation;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.florin.kernel.PageQuery;
import dev.florin.kernel.PageQuery.Page;
import dev.florin.kernel.Tenant;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/reconciliation/exceptions")
@Tag(name = "Reconciliation")
class ExceptionsController {

    private final Exceptions exceptions;

    ExceptionsController(Exceptions exceptions) {
        this.exceptions = exceptions;
    }

    @GetMapping
    @Operation(operationId = "listExceptions", summary = "List what does not agree, newest first")
    ExceptionList list(
            Tenant tenant,
            @PageQuery.Of("exc") PageQuery page,
            @RequestParam(required = false) ExceptionView.@Nullable Status status,
            @RequestParam(required = false) @Nullable Result result) {
        var filter = new Exceptions.Filter(status, result, null, null, null, null, null);
        return ExceptionList.of(exceptions.list(tenant, filter, page).map(ExceptionBody::of));
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
