package dev.florin.gateways.sandbox;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The append-only file of facts, a JSON object a line. Facts reach the disk in the order in which they were appended, in
 * batches: while one is being forced the next gathers, so that any number of waiting threads costs one fsync.
 *
 * <p>When the disk fails the log stops for good: nothing that it did not keep is ever answered.
 */
final class FactLog implements AutoCloseable {

    private static final int LONGEST_LINE = 1 << 20;

    private final FileChannel file;
    private final Thread writer;
    private Batch next = new Batch();
    private boolean closed;

    private FactLog(FileChannel file) {
        this.file = file;
        this.writer = Thread.ofPlatform().name("sandbox-log").daemon().start(this::write);
    }

    /** Tells {@code past} every fact that the file holds, oldest first, and goes on after the last. */
    static FactLog open(Path path, Consumer<Fact> past) throws IOException {
        Path directory = path.toAbsolutePath().getParent();
        if (directory != null) {
            Files.createDirectories(directory);
        }
        FileChannel file =
                FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        if (file.tryLock() == null) {
            file.close();
            throw new IOException("Another acquirer is writing " + path);
        }
        dropTornLine(file);
        try (Stream<String> lines = Files.lines(path)) {
            lines.map(line -> Json.MAPPER.readValue(line, Fact.class)).forEach(past);
        }
        file.position(file.size());
        return new FactLog(file);
    }

    /** A line without its end was being written when the process died; nobody was answered for it. */
    private static void dropTornLine(FileChannel file) throws IOException {
        long start = Math.max(0, file.size() - LONGEST_LINE);
        ByteBuffer tail = ByteBuffer.allocate((int) (file.size() - start));
        file.read(tail, start);
        int end = tail.position();
        while (end > 0 && tail.get(end - 1) != '\n') {
            end--;
        }
        file.truncate(start + end);
    }

    /**
     * Queues a fact. Answer for it only after {@link Batch#await} on what is returned.
     *
     * @throws UncheckedIOException if the log has stopped
     */
    Batch append(Fact fact) {
        return append(fact, true);
    }

    /** Queues a fact that may be forgotten when the machine dies. */
    void note(Fact fact) {
        append(fact, false);
    }

    private synchronized Batch append(Fact fact, boolean durable) {
        if (closed) {
            throw new UncheckedIOException(new IOException("The log is closed, or its disk failed."));
        }
        next.facts.add(fact);
        next.durable |= durable;
        notifyAll();
        return next;
    }

    private void write() {
        Batch batch = take();
        while (batch != null) {
            try {
                batch.writeTo(file);
            } catch (IOException e) {
                stop(batch, e);
                return;
            }
            batch.written.countDown();
            batch = take();
        }
    }

    private synchronized @Nullable Batch take() {
        while (next.facts.isEmpty()) {
            if (closed) {
                return null;
            }
            try {
                wait();
            } catch (InterruptedException _) {
                closed = true;
            }
        }
        Batch taken = next;
        next = new Batch();
        return taken;
    }

    private synchronized void stop(Batch batch, IOException failure) {
        closed = true;
        for (Batch lost : List.of(batch, next)) {
            lost.failure = failure;
            lost.written.countDown();
        }
    }

    /** Writes what is queued, then ends. */
    @Override
    public void close() throws IOException {
        synchronized (this) {
            closed = true;
            notifyAll();
        }
        boolean interrupted = Thread.interrupted();
        try {
            writer.join();
        } catch (InterruptedException _) {
            interrupted = true;
        }
        file.close();
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** Facts that reach the disk together. */
    static final class Batch {

        private final CountDownLatch written = new CountDownLatch(1);
        private List<Fact> facts = new ArrayList<>();
        private boolean durable;
        private @Nullable IOException failure;

        /**
         * Returns when the facts are on disk.
         *
         * @throws UncheckedIOException if they never will be
         */
        void await() throws InterruptedException {
            written.await();
            if (failure != null) {
                throw new UncheckedIOException(failure);
            }
        }

        private void writeTo(FileChannel file) throws IOException {
            ByteArrayOutputStream lines = new ByteArrayOutputStream(512 * facts.size());
            for (Fact fact : facts) {
                lines.writeBytes(Json.MAPPER.writeValueAsBytes(fact));
                lines.write('\n');
            }
            facts = List.of(); // transactions hold on to their batch, but need not keep its facts alive
            ByteBuffer bytes = ByteBuffer.wrap(lines.toByteArray());
            while (bytes.hasRemaining()) {
                file.write(bytes);
            }
            if (durable) {
                file.force(false);
            }
        }
    }
}
