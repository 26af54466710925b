package dev.florin.merchants;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.florin.kernel.Tenant;
import dev.florin.vault.Vault;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Where merchants are paid to, in each mode. Kept encrypted. */
@Component
public class BankAccounts {

    private final JdbcClient jdbc;
    private final Vault vault;
    private final InstantSource clock;

    BankAccounts(JdbcClient jdbc, Vault vault, InstantSource clock) {
        this.jdbc = jdbc;
        this.vault = vault;
        this.clock = clock;
    }

    /** @param text what may be shown of an account */
    public record Shown(String text, Instant changedAt) {}

    /** What may be shown of the merchant's account; empty if it has told of none. */
    public Optional<Shown> find(Tenant tenant) {
        return jdbc.sql("""
                        select shown, changed_at from merchants.bank_account where merchant_id = ? and livemode = ?
                        """)
                .params(tenant.merchant(), tenant.live())
                .query((row, _) -> new Shown(
                        row.getString("shown"),
                        row.getObject("changed_at", OffsetDateTime.class).toInstant()))
                .optional();
    }

    /** The account in clear, for nobody but the bank. */
    public Optional<BankAccount> reveal(Tenant tenant) {
        return jdbc.sql("select account from merchants.bank_account where merchant_id = ? and livemode = ?")
                .params(tenant.merchant(), tenant.live())
                .query((row, _) -> opened(vault.open(owner(tenant), row.getBytes("account"))))
                .optional();
    }

    /** Puts another in its place, for payouts that are not paid yet, too. */
    public void replace(Tenant tenant, BankAccount account) {
        write(tenant, account, """
                on conflict (merchant_id, livemode) do update
                set account = excluded.account, shown = excluded.shown, changed_at = excluded.changed_at
                """);
    }

    void addIfAbsent(Tenant tenant, BankAccount account) {
        write(tenant, account, "on conflict do nothing");
    }

    private void write(Tenant tenant, BankAccount account, String otherwise) {
        jdbc.sql("""
                        insert into merchants.bank_account (merchant_id, livemode, account, shown, changed_at)
                        values (:merchant, :live, :account, :shown, :now)
                        """ + otherwise)
                .param("merchant", tenant.merchant())
                .param("live", tenant.live())
                .param("account", vault.seal(owner(tenant), closed(account)))
                .param("shown", account.masked())
                .param("now", clock.instant().atOffset(ZoneOffset.UTC))
                .update();
    }

    /** None of them has a line break. */
    private static String closed(BankAccount account) {
        return account.number() + "\n" + (account.ifsc() == null ? "" : account.ifsc()) + "\n" + account.holder();
    }

    private static BankAccount opened(String text) {
        String[] parts = text.split("\n", 3);
        return new BankAccount(parts[2], parts[0], parts[1].isEmpty() ? null : parts[1]);
    }

    /** So that a row put in the place of another merchant's, or of the other mode's, opens for nobody. */
    private static UUID owner(Tenant tenant) {
        return UUID.nameUUIDFromBytes("bank account of %s in %s mode"
                .formatted(tenant.merchant(), tenant.live() ? "live" : "test")
                .getBytes(UTF_8));
    }
}
