package dev.florin.reconciliation;

import dev.florin.kernel.Rejection;
import dev.florin.reconciliation.reading.BadLine;
import dev.florin.reconciliation.reading.BankLine;
import dev.florin.reconciliation.reading.Sink;
import java.time.InstantSource;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Reads stored files into entries, a portion and a transaction at a time. Whoever goes on after a crash reads the file
 * again from its beginning and leaves out what is stored.
 */
@Component
class Intake {

    private static final Logger log = LoggerFactory.getLogger(Intake.class);
    private static final int PORTION = 2500;
    private static final int MOST_AT_ONCE = 20;

    private final StatementRepository statements;
    private final LineRepository entries;
    private final SourceRepository sources;
    private final TransactionOperations transactions;
    private final InstantSource clock;

    Intake(
            StatementRepository statements,
            LineRepository entries,
            SourceRepository sources,
            TransactionOperations transactions,
            InstantSource clock) {
        this.statements = statements;
        this.entries = entries;
        this.sources = sources;
        this.transactions = transactions;
        this.clock = clock;
    }

    /** Reads what waits, oldest first. */
    void run() {
        statements.toRead(MOST_AT_ONCE).forEach(this::read);
    }

    private void read(StatementView statement) {
        Source source = sources.find(statement.tenant(), statement.source()).orElseThrow();
        var file = new StoredFile(statements, statement);
        var reading = new Reading(statement, source, file);
        try {
            file.read(source.format(), source.columns(), reading);
            reading.finish();
        } catch (Overtaken _) {
            log.info("{} is read by another instance", statement.id());
        } catch (Rejection refused) {
            log.info("{} is refused: {}", statement.id(), refused.reason());
            statements.refuse(statement, refused.code(), refused.reason(), clock.instant());
        }
    }

    private final class Reading implements Sink {

        private final StatementView statement;
        private final Source source;
        private final StoredFile file;
        private final Identity identity = new Identity();
        private Portion portion = new Portion();
        private Balances balances = Balances.NONE;
        private @Nullable String currency;
        private int seen;
        private int stored;

        Reading(StatementView statement, Source source, StoredFile file) {
            this.statement = statement;
            this.source = source;
            this.file = file;
            this.stored = statement.items();
            this.currency = statement.currency();
        }

        @Override
        public void line(BankLine line) {
            String known = identity.of(line); // counted even if it is stored, for those that follow
            if (seen++ >= stored) {
                portion.add(line, known);
                storeIfFull();
            }
        }

        @Override
        public void bad(BadLine line) {
            if (seen++ >= stored) {
                portion.add(line);
                storeIfFull();
            }
        }

        @Override
        public void balance(boolean opening, LocalDate on, long minor, String currency) {
            balances = balances.and(opening, on, minor, currency);
        }

        private void storeIfFull() {
            if (portion.size() >= PORTION) {
                store();
            }
        }

        private void store() {
            if (portion.size() == 0) {
                return;
            }
            if (currency == null) {
                currency = portion.currency();
            }
            transactions.executeWithoutResult(_ -> {
                int added = entries.insert(statement, source, portion);
                if (!statements.advance(statement, stored, portion, currency, added, file.bytesRead())) {
                    throw new Overtaken();
                }
                statements.insertBad(statement, portion.bad());
            });
            stored += portion.size();
            portion = new Portion();
        }

        void finish() {
            store();
            transactions.executeWithoutResult(_ -> {
                StatementView read = statements.finish(statement, balances, clock.instant());
                LocalDate from = read.from();
                LocalDate to = read.to();
                if (from != null && to != null) {
                    sources.cover(source, from, to);
                }
            });
            log.info("{} is read: {} lines", statement.id(), seen);
        }
    }

    /** Somebody else has gone on with it. */
    private static final class Overtaken extends RuntimeException {
        Overtaken() {
            super("overtaken", null, false, false);
        }
    }
}
