package dev.florin.platform;

import dev.florin.kernel.Tenant;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Work of a module's that waits: each module that does some in the background has a bean of this. */
public interface Backlog {

    /** What waits, such as {@code payments}. */
    String name();

    Waiting of(Tenant tenant);

    static Backlog of(String name, Function<Tenant, Waiting> waiting) {
        return new Backlog() {
            @Override
            public String name() {
                return name;
            }

            @Override
            public Waiting of(Tenant tenant) {
                return waiting.apply(tenant);
            }
        };
    }

    /**
     * @param pending how many wait, or are in hand
     * @param oldest since when the oldest one waits; null if none does
     */
    record Waiting(long pending, @Nullable Instant oldest) {

        /** From the columns {@code pending} and {@code oldest}. */
        public static Waiting of(ResultSet row, int number) throws SQLException {
            OffsetDateTime oldest = row.getObject("oldest", OffsetDateTime.class);
            return new Waiting(row.getLong("pending"), oldest == null ? null : oldest.toInstant());
        }
    }
}
