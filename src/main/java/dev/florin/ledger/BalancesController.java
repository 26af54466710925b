package dev.florin.ledger;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.florin.kernel.Tenant;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@Tag(name = "Balances", description = "What the books say.")
class BalancesController {

    private final Ledger ledger;

    BalancesController(Ledger ledger) {
        this.ledger = ledger;
    }

    @GetMapping("/api/v1/balances")
    @Operation(operationId = "listBalances", summary = "The balances of all accounts, in each currency")
    Balances list(Tenant tenant) {
        return new Balances(ledger.balances(tenant).stream().map(Balance::of).toList());
    }

    record Balance(String object, String account, String side, String currency, long amount) {

        static Balance of(Ledger.Balance balance) {
            var account = balance.account();
            var amount = balance.amount();
            var side = account.side().name().toLowerCase(Locale.ROOT);
            return new Balance(
                    "balance", account.code(), side, amount.currency().getCurrencyCode(), amount.minor());
        }
    }

    /** In the shape of every list; a merchant has so few accounts that one page holds them all. */
    record Balances(
            String object,
            List<Balance> data,
            @JsonProperty("has_more") boolean hasMore,

            @JsonProperty("next_cursor") @JsonInclude(JsonInclude.Include.ALWAYS) @Nullable
            String nextCursor) {

        Balances(List<Balance> data) {
            this("list", data, false, null);
        }
    }
}
