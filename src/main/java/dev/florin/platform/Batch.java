package dev.florin.platform;

import dev.florin.platform.Writes.Bound;
import dev.florin.platform.Writes.Write;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.PSQLException;
import org.springframework.jdbc.UncategorizedSQLException;
import org.springframework.jdbc.core.ConnectionCallback;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.PreparedStatementCallback;
import org.springframework.jdbc.core.SqlTypeValue;
import org.springframework.jdbc.core.StatementCreatorUtils;

/**
 * Statements that are sent at once. PostgreSQL's driver pipelines what is written as one statement with semicolons: each
 * part is prepared, bound and executed by itself, and answers are awaited only after the last.
 */
final class Batch {

    private static final String SEPARATOR = ";\n";

    /** What {@code public.must} raises. */
    private static final String UNFULFILLED = "FL001";

    private final JdbcTemplate jdbc;
    private final List<Write> writes = new ArrayList<>(6);

    Batch(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    Batch add(Write write) {
        writes.add(write);
        return this;
    }

    /** In no transaction, so that PostgreSQL makes one of them. */
    void sendAlone() {
        try {
            execute("");
        } catch (UncategorizedSQLException e) {
            throw failure(e);
        }
    }

    /**
     * With the COMMIT of the running transaction. The driver sees by PostgreSQL's answer that none is open any more, and
     * spares itself the one that Spring asks for next.
     */
    void sendWithCommit() {
        try {
            execute(SEPARATOR + "commit");
        } catch (UncategorizedSQLException e) {
            jdbc.execute((ConnectionCallback<@Nullable Void>) connection -> {
                connection.rollback();
                return null;
            });
            throw failure(e);
        }
    }

    private void execute(String end) {
        List<Bound> statements = new ArrayList<>(writes.size());
        for (Write write : writes) {
            statements.add(write.bind(statements.size()));
        }
        String sql = statements.stream().map(Bound::sql).collect(Collectors.joining(SEPARATOR, "", end));
        jdbc.execute(sql, (PreparedStatementCallback<@Nullable Void>) statement -> {
            bind(statement, statements);
            statement.execute();
            return null;
        });
    }

    private static void bind(PreparedStatement statement, List<Bound> parts) throws SQLException {
        int index = 1;
        for (Bound part : parts) {
            for (Object value : part.values()) {
                StatementCreatorUtils.setParameterValue(statement, index++, SqlTypeValue.TYPE_UNKNOWN, value);
            }
        }
    }

    private RuntimeException failure(UncategorizedSQLException e) {
        return e.getSQLException() instanceof PSQLException cause
                        && UNFULFILLED.equals(cause.getSQLState())
                        && cause.getServerErrorMessage() != null
                ? writes.get(Integer.parseInt(
                                String.valueOf(cause.getServerErrorMessage().getMessage())))
                        .unfulfilled()
                : e;
    }
}
