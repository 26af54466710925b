package dev.florin.consistency;

import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * A change to stored data by one who may do anything with it. Closing it undoes it.
 *
 * @param table in which it is
 * @param rows a condition on those that it changes, removes or adds
 */
final class Tampering implements AutoCloseable {

    private final JdbcClient owner;
    private final String table;
    private final String rows;

    Tampering(JdbcClient owner, String table, String rows, String statement) {
        this.owner = owner;
        this.table = table;
        this.rows = rows;
        free();
        owner.sql("drop table if exists public.kept").update();
        owner.sql("create table public.kept as select * from %s where %s".formatted(table, rows))
                .update();
        int changed = owner.sql(statement).update();
        if (changed == 0) {
            throw new AssertionError("Changes nothing: " + statement);
        }
    }

    /** What keeps even the owner from a slip of the hand. */
    private void free() {
        if (table.equals("ledger.transfer")) {
            List.of("transfers_are_never_updated", "transfers_are_never_deleted")
                    .forEach(rule -> owner.sql("alter table ledger.transfer disable rule " + rule)
                            .update());
        }
        owner.sql("grant all on %s to current_user".formatted(table)).update();
    }

    @Override
    public void close() {
        owner.sql("delete from %s where %s".formatted(table, rows)).update();
        owner.sql("insert into %s select * from public.kept".formatted(table)).update();
        owner.sql("drop table public.kept").update();
    }
}
