package dev.florin.gateways.sandbox;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Takes requests on, once for each reference, and settles what is pending when its time has come. Nothing leaves before
 * its fact is on disk.
 */
final class Processor {

    private final Book book;
    private final FactLog log;
    private final Callbacks callbacks;
    private final ExecutorService threads;
    private final InstantSource clock;
    private Consumer<Transaction> onCapture = _ -> {};

    Processor(Book book, FactLog log, Callbacks callbacks, ExecutorService threads, InstantSource clock) {
        this.book = book;
        this.log = log;
        this.callbacks = callbacks;
        this.threads = threads;
        this.clock = clock;
    }

    /**
     * Goes on with what was pending when the last process ended.
     *
     * @param captures is told of every authorisation of which money was captured, in this process or an earlier one
     */
    synchronized void resume(Consumer<Transaction> captures) {
        onCapture = captures;
        book.all().stream().filter(it -> it.captured() > 0).forEach(captures);
        book.all().stream().filter(Transaction::isUnsettled).toList().forEach(this::settleWhenDue);
    }

    /**
     * Carries {@code request} out, or finds what an earlier request with its reference did, and returns when the first
     * answer is decided and on disk.
     *
     * @throws Refusal if the reference was used for another request
     */
    Transaction take(Request request, Verdict wish, @Nullable String returnUrl, @Nullable String account)
            throws InterruptedException {
        Transaction transaction = accept(request, wish, returnUrl, account);
        transaction.awaitFirstAnswer();
        return transaction;
    }

    private synchronized Transaction accept(
            Request request, Verdict wish, @Nullable String returnUrl, @Nullable String account) {
        Transaction known = book.find(request.reference());
        if (known != null) {
            if (!known.request().equals(request)) {
                throw new Refusal(422, "reference_reused", "This reference was used for another request.");
            }
            return known;
        }
        Fact.Accepted fact = book.judge(request, wish, returnUrl, account, clock.instant());
        FactLog.Batch batch = log.append(fact); // first, as nothing may be true that the log did not take
        Transaction made = book.apply(fact);
        made.keptIn(batch);
        if (made.isUnsettled()) {
            settleWhenDue(made);
        }
        if (!fact.verdict().held() || !made.result().pending()) {
            callbacks.send(made, fact);
        }
        Transaction authorization = book.find(request.root());
        tellCapture(made);
        if (request.operation() == Operation.VOID && made.result().approved() && authorization != null) {
            settle(authorization, Result.declined("voided"));
        }
        return made;
    }

    /**
     * Ends what is pending, as a customer or an issuer does.
     *
     * @return false if it was not pending any more
     */
    boolean resolve(UUID reference, Result outcome) throws InterruptedException {
        Transaction transaction = find(reference)
                .orElseThrow(() -> new Refusal(404, "not_found", "There is no transaction with this reference."));
        if (!transaction.result().pending() || !settle(transaction, outcome)) {
            return false;
        }
        transaction.awaitFirstAnswer();
        return true;
    }

    private synchronized boolean settle(Transaction transaction, Result outcome) {
        if (!transaction.isUnsettled()) {
            return false;
        }
        Result result = transaction.closed() ? Result.declined("voided") : outcome; // the process died between the two
        Fact.Resolved fact = new Fact.Resolved(clock.instant(), transaction.reference(), result);
        FactLog.Batch batch = log.append(fact);
        book.apply(fact);
        transaction.keptIn(batch);
        transaction.settled();
        callbacks.send(transaction, fact);
        tellCapture(transaction);
        return true;
    }

    private void tellCapture(Transaction changed) {
        Transaction authorization = book.find(changed.request().root());
        if (authorization != null && changed.result().approved() && authorization.captured() > 0) {
            onCapture.accept(authorization);
        }
    }

    synchronized long captured(UUID authorization) {
        Transaction found = book.find(authorization);
        return found == null ? 0 : found.captured();
    }

    private void settleWhenDue(Transaction transaction) {
        Verdict verdict = transaction.accepted().verdict();
        Instant due = verdict.due();
        Result fate = verdict.fate();
        if (due == null || fate == null) {
            return;
        }
        threads.execute(() -> {
            try {
                if (!transaction.awaitSettled(Duration.between(clock.instant(), due))) {
                    settle(transaction, fate);
                }
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt(); // closing; the next process goes on with it
            }
        });
    }

    synchronized Optional<Transaction> find(UUID reference) {
        return Optional.ofNullable(book.find(reference));
    }

    /** What money an account has moved so far, in the order of time. */
    synchronized List<Booking> bookings() {
        return book.all().stream()
                .flatMap(transaction -> Booking.of(transaction).stream())
                .toList();
    }

    /** How a transaction stands, for a reader who must see neither half a change nor one that may be forgotten. */
    Optional<Statement> inquire(UUID reference) throws InterruptedException {
        Optional<Transaction> found = find(reference);
        if (found.isPresent()) {
            found.get().awaitKept();
        }
        synchronized (this) {
            return found.map(Statement::current);
        }
    }
}
