package dev.florin.reconciliation;

import dev.florin.reconciliation.reading.StatementFile;
import java.io.InputStream;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A file as the database has it: part by part, each read by itself. */
final class StoredFile implements StatementFile {

    private final StatementRepository statements;
    private final StatementView statement;
    private long read;

    StoredFile(StatementRepository statements, StatementView statement) {
        this.statements = statements;
        this.statement = statement;
    }

    /** How far the one that was opened last is read. */
    long bytesRead() {
        return read;
    }

    @Override
    public InputStream open() {
        read = 0;
        return new Parts();
    }

    private final class Parts extends InputStream {

        private byte @Nullable [] part = new byte[0];
        private int number;
        private int at;

        @Override
        public int read() {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
        }

        @Override
        public int read(byte[] into, int offset, int length) {
            Objects.checkFromIndexSize(offset, length, into.length);
            byte[] now = part;
            if (now != null && at == now.length) {
                now = statements.part(statement, number++).orElse(null);
                part = now;
                at = 0;
            }
            if (now == null) {
                return -1;
            }
            int some = Math.min(length, now.length - at);
            System.arraycopy(now, at, into, offset, some);
            at += some;
            read += some;
            return some;
        }
    }
}
