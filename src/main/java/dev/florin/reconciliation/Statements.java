package dev.florin.reconciliation;

import dev.florin.gateways.Gateways;
import dev.florin.kernel.Once;
import dev.florin.kernel.PageQuery;
import dev.florin.kernel.PageQuery.Page;
import dev.florin.kernel.Rejection;
import dev.florin.kernel.Tenant;
import dev.florin.kernel.TypeId;
import dev.florin.reconciliation.reading.BadLine;
import dev.florin.reconciliation.reading.BankLine;
import dev.florin.reconciliation.reading.Columns;
import dev.florin.reconciliation.reading.Format;
import dev.florin.reconciliation.reading.Sink;
import dev.florin.reconciliation.reading.StatementFile;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Statements of banks and acquirers. A file is stored first and read in the background: once this has answered, nothing of
 * it is lost, whatever fails.
 */
@Component
public class Statements {

    private static final int PART = 1 << 20;
    private static final int LONGEST_NAME = 120;

    private final StatementRepository statements;
    private final Sources sources;
    private final Gateways gateways;
    private final TransactionOperations transactions;
    private final InstantSource clock;

    Statements(
            StatementRepository statements,
            Sources sources,
            Gateways gateways,
            TransactionOperations transactions,
            InstantSource clock) {
        this.statements = statements;
        this.sources = sources;
        this.gateways = gateways;
        this.transactions = transactions;
        this.clock = clock;
    }

    /**
     * Stores a file. The same file again is the same statement.
     *
     * @param fileName null or empty if it has none; it is named after its source and the day, then
     * @param from the first day that it tells of, where the sender knows; null if its lines say so, as with {@code to}
     * @throws Rejection {@code source_not_found}; {@code statement_empty}, {@code statement_compressed},
     *     {@code statement_encoding_unknown}, {@code statement_format_wrong}; then nothing is stored
     */
    public StatementView receive(
            Tenant tenant,
            SourceId id,
            @Nullable String fileName,
            Upload file,
            @Nullable LocalDate from,
            @Nullable LocalDate to,
            Once<? super StatementView> once) {
        file.check(sources.find(tenant, id).format());
        return transactions.execute(_ -> {
            UUID fresh = TypeId.next();
            UUID claimed = once.claim(fresh);
            Source source = sources.use(tenant, id);
            StatementView statement = new StatementView(
                    new StatementId(claimed),
                    tenant,
                    source.id(),
                    name(fileName, source),
                    file.size(),
                    StatementView.Status.RECEIVED,
                    0,
                    0,
                    0,
                    0,
                    0,
                    null,
                    null,
                    null,
                    null,
                    null,
                    0,
                    null,
                    null,
                    clock.instant(),
                    null,
                    null);
            if (statements.insert(statement, file.sha256(), from, to)) {
                store(statement, file);
            } else {
                statement = statements.bySha256(source, file.sha256()).orElseThrow();
                if (statement.status() == StatementView.Status.REFUSED && statements.readAgain(statement)) {
                    statement = find(tenant, statement.id()); // the source may have been mended since
                }
            }
            once.complete(statement);
            return statement;
        });
    }

    private void store(StatementView statement, Upload file) {
        try (InputStream content = file.open()) {
            int number = 0;
            for (byte[] part = content.readNBytes(PART); part.length > 0; part = content.readNBytes(PART)) {
                statements.insertPart(statement, number++, part);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String name(@Nullable String given, Source source) {
        String plain =
                given == null ? "" : given.replaceAll("[\\p{Cntrl}/\\\\]", " ").strip();
        if (plain.isEmpty()) {
            return source.name() + " " + clock.instant().atZone(source.zone()).toLocalDate();
        }
        return plain.length() <= LONGEST_NAME ? plain : plain.substring(plain.length() - LONGEST_NAME);
    }

    /**
     * Has the sandbox acquirer tell what it did from one day to another, and stores that. Not inside a transaction.
     *
     * @throws Rejection {@code statement_unavailable} if it does not answer, or is no acquirer that tells
     */
    public StatementView fetch(
            Tenant tenant, SourceId id, LocalDate from, LocalDate to, Once<? super StatementView> once) {
        Source source = sources.find(tenant, id);
        byte[] content = gateways.statement(
                        source.gateway(), tenant, from, to, source.format().wire())
                .orElseThrow(Unavailable::new);
        String name = "%s %s%s.%s"
                .formatted(
                        source.gateway(),
                        from,
                        from.equals(to) ? "" : " to " + to,
                        source.format() == Format.CSV ? "csv" : source.format() == Format.CAMT053 ? "xml" : "sta");
        try (var file = Upload.of(new ByteArrayInputStream(content))) {
            return receive(tenant, id, name, file, from, to, once);
        }
    }

    /** @throws Rejection {@code statement_not_found} */
    public StatementView find(Tenant tenant, StatementId id) {
        return statements.find(tenant, id).orElseThrow(() -> new StatementId.Unknown(id));
    }

    /** Newest first. @param source null for all */
    public Page<StatementView> list(Tenant tenant, @Nullable SourceId source, PageQuery query) {
        return query.page(statements.list(tenant, source, query));
    }

    /** The first lines that could not be read. */
    public List<BadLine> badLines(StatementView statement, int most) {
        return statements.bad(statement, most);
    }

    /** Its lines in their order. @param after the number of the last line of the page before; 0 for the first page */
    public List<EntryView> entries(StatementView statement, int after, int most) {
        return statements.entries(statement, after, most);
    }

    /** @return empty if there is none for this tenant */
    public Optional<EntryView> entry(Tenant tenant, UUID id) {
        return statements.entry(tenant, id);
    }

    /** What the first lines of a file would be read as; nothing is stored. */
    public Preview preview(Format format, Columns columns, StatementFile file, int most) {
        var seen = new Preview(new ArrayList<>(), new ArrayList<>(), null);
        try {
            file.read(format, columns, new Sink() {
                @Override
                public void line(BankLine line) {
                    seen.lines().add(line);
                    stop();
                }

                @Override
                public void bad(BadLine line) {
                    seen.bad().add(line);
                    stop();
                }

                private void stop() {
                    if (seen.lines().size() + seen.bad().size() >= most) {
                        throw new Enough();
                    }
                }
            });
        } catch (Enough _) {
            return seen;
        } catch (Rejection refused) {
            return new Preview(seen.lines(), seen.bad(), refused.reason());
        }
        return seen;
    }

    /** @param fault why nothing, or nothing more, could be read */
    public record Preview(
            List<BankLine> lines,
            List<BadLine> bad,
            @Nullable String fault) {}

    private static final class Enough extends RuntimeException {
        Enough() {
            super("enough", null, false, false);
        }
    }

    static final class Unavailable extends Rejection {
        Unavailable() {
            super(
                    Kind.UNAVAILABLE,
                    "statement_unavailable",
                    "The acquirer did not send its statement. Try again in a minute, or upload the file.");
        }
    }
}
