package dev.florin.platform;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.InvalidDataAccessApiUsageException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;
import org.springframework.jdbc.core.namedparam.NamedParameterUtils;
import org.springframework.jdbc.core.namedparam.ParsedSql;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * The writes of a transaction whose results nobody waits for. They are queued, and sent to PostgreSQL in their order
 * and together with the COMMIT when the transaction ends: in one round trip, where each would have taken one of its own.
 * Without a transaction a write is one by itself, and is made at once.
 *
 * <p>Until then the transaction's own reads do not see them, and what is wrong with them is not known: a constraint that
 * they violate, or a {@linkplain Write#orElse condition} that they did not find fulfilled, fails the commit. What must
 * be known before the transaction goes on is not for here.
 */
@Component
public class Writes {

    private final JdbcTemplate jdbc;
    private final Map<String, ParsedSql> parsed = new ConcurrentHashMap<>();

    public Writes(DataSource dataSource) {
        this.jdbc = new JdbcTemplate(dataSource);
    }

    /** A statement with named parameters, which {@link Write#queue} makes one of the transaction. */
    public Write sql(String sql) {
        return new Write(sql);
    }

    /** One statement. */
    public final class Write {

        private final String sql;
        private final MapSqlParameterSource parameters = new MapSqlParameterSource();
        private @Nullable Supplier<? extends RuntimeException> otherwise;

        private Write(String sql) {
            this.sql = sql;
        }

        /** @param value as {@code JdbcClient} takes it, but no collections */
        public Write param(String name, @Nullable Object value) {
            parameters.addValue(name, value);
            return this;
        }

        /** @param values by name */
        public Write params(Map<String, ?> values) {
            parameters.addValues(values);
            return this;
        }

        /**
         * What the commit fails with when the statement calls {@code public.must(false, :statement)}: it is to check
         * itself whether it changed what it should. The transaction has been rolled back by then, and {@code otherwise}
         * may look at the database, on the same connection, for the reason.
         */
        public Write orElse(Supplier<? extends RuntimeException> otherwise) {
            this.otherwise = otherwise;
            return this;
        }

        /** @throws RuntimeException without a transaction: whatever is wrong with the statement */
        public void queue() {
            if (TransactionSynchronizationManager.isActualTransactionActive()) {
                ofTransaction().add(this);
            } else {
                new Batch(jdbc).add(this).sendAlone();
            }
        }

        /** @param position in its batch, by which PostgreSQL says that it was this one's condition */
        Bound bind(int position) {
            parameters.addValue("statement", position);
            ParsedSql statement = parsed.computeIfAbsent(sql, NamedParameterUtils::parseSqlStatement);
            return new Bound(
                    NamedParameterUtils.substituteNamedParameters(statement, parameters),
                    NamedParameterUtils.buildValueArray(statement, parameters, null));
        }

        RuntimeException unfulfilled() {
            return otherwise == null
                    ? new InvalidDataAccessApiUsageException("Nobody said what happens if not: " + sql)
                    : otherwise.get();
        }
    }

    /** With positional parameters. */
    record Bound(String sql, @Nullable Object[] values) {}

    private Batch ofTransaction() {
        if (TransactionSynchronizationManager.getResource(this) instanceof AtCommit atCommit) {
            return atCommit.batch;
        }
        var atCommit = new AtCommit(new Batch(jdbc));
        atCommit.resume();
        TransactionSynchronizationManager.registerSynchronization(atCommit);
        return atCommit.batch;
    }

    /** Sends a transaction's batch at its end. */
    private final class AtCommit implements TransactionSynchronization {

        private final Batch batch;

        private AtCommit(Batch batch) {
            this.batch = batch;
        }

        @Override
        public void beforeCommit(boolean readOnly) {
            batch.sendWithCommit();
        }

        @Override
        public void suspend() {
            TransactionSynchronizationManager.unbindResource(Writes.this);
        }

        @Override
        public void resume() {
            TransactionSynchronizationManager.bindResource(Writes.this, this);
        }

        @Override
        public void beforeCompletion() {
            suspend();
        }

        /** After all others, which may have more to write. */
        @Override
        public int getOrder() {
            return LOWEST_PRECEDENCE;
        }
    }
}
